/** The runnable gateway. */
module dev.deltawire.gateway {
  requires dev.deltawire.dialects;
  requires com.nimbusds.jose.jwt;
  requires info.picocli;
  requires jdk.httpserver;

  uses dev.deltawire.server.spi.TransportProvider;
}
