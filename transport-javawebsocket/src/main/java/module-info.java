/** The adapter over Java-WebSocket. */
module dev.deltawire.transport.javawebsocket {
  requires dev.deltawire.server;
  requires org.java_websocket;

  provides dev.deltawire.server.spi.TransportProvider with
      dev.deltawire.transport.javawebsocket.JavaWebSocketTransportProvider;
}
