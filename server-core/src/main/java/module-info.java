/** Connections, dispatch, text streams, timers and lifecycle. */
@SuppressWarnings("module") // the two transports that read the internal packages are built later
module dev.deltawire.server {
  requires transitive dev.deltawire.codec;

  exports dev.deltawire.server;
  exports dev.deltawire.server.spi;
  exports dev.deltawire.server.internal.net to
      dev.deltawire.transport.jdk,
      dev.deltawire.transport.javawebsocket;
  exports dev.deltawire.server.internal.rfc6455 to
      dev.deltawire.transport.jdk,
      dev.deltawire.transport.javawebsocket;

  uses dev.deltawire.server.spi.TransportProvider;
}
