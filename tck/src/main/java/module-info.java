/** The contracts that every transport and backplane must pass. */
module dev.deltawire.tck {
  requires transitive dev.deltawire.server;
  requires transitive org.junit.jupiter.api;

  exports dev.deltawire.tck;
}
