/** Connections, dispatch, text streams, timers and lifecycle. */
module dev.deltawire.server {
  requires transitive dev.deltawire.codec;

  exports dev.deltawire.server;
  exports dev.deltawire.server.spi;

  uses dev.deltawire.server.spi.TransportProvider;
}
