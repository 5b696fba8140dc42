/** What each dialect does, and the service seams that an embedder fills. */
module dev.deltawire.dialects {
  requires transitive dev.deltawire.server;

  exports dev.deltawire.dialects;
  exports dev.deltawire.dialects.agent;
  exports dev.deltawire.dialects.chat;
  exports dev.deltawire.dialects.home;
  exports dev.deltawire.dialects.integration;
  exports dev.deltawire.dialects.messenger;
}
