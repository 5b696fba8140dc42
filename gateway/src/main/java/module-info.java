/** The runnable gateway. */
module dev.deltawire.gateway {
  requires com.nimbusds.jose.jwt;
  requires dev.deltawire.server;
  requires info.picocli;

  opens dev.deltawire.gateway to
      info.picocli;

  uses dev.deltawire.server.spi.TransportProvider;
}
