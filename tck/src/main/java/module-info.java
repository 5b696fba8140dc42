/** The contracts that every transport and backplane must pass. */
module dev.deltawire.tck {
  requires transitive dev.deltawire.server;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;

  exports dev.deltawire.tck;

  opens dev.deltawire.tck to
      org.junit.platform.commons;
}
