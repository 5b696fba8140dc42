/** The contracts that every transport, backplane and store must pass. */
module dev.deltawire.tck {
  requires transitive dev.deltawire.dialects;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;

  uses dev.deltawire.server.spi.TransportProvider;

  exports dev.deltawire.tck;
  exports dev.deltawire.tck.store;

  opens dev.deltawire.tck to
      org.junit.platform.commons;
  opens dev.deltawire.tck.store to
      org.junit.platform.commons;
}
