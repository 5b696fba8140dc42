/** The runnable gateway. */
module dev.deltawire.gateway {
  requires com.nimbusds.jose.jwt;
  requires dev.deltawire.dialects;
  requires dev.deltawire.store.jdbc;
  requires info.picocli;
  requires java.net.http;

  opens dev.deltawire.gateway to
      info.picocli;

  uses dev.deltawire.server.spi.TransportProvider;
}
