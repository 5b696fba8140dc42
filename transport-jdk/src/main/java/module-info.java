/** RFC 6455 on java.nio alone. */
module dev.deltawire.transport.jdk {
  requires dev.deltawire.server;

  provides dev.deltawire.server.spi.TransportProvider with
      dev.deltawire.transport.jdk.JdkTransportProvider;
}
