/** The words of the five dialects: frames, codes and limits. */
module dev.deltawire.model {
  exports dev.deltawire.model;
  exports dev.deltawire.model.agent;
  exports dev.deltawire.model.chat;
  exports dev.deltawire.model.home;
  exports dev.deltawire.model.integration;
  exports dev.deltawire.model.messenger;
}
