package dev.deltawire.tck;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Both sides of TLS with one {@link SelfSigned} certificate: server's engines, client's sockets.
 */
public final class TestTls {

  private static final char[] PASSWORD = "in memory only".toCharArray();

  private final SSLContext context;

  private TestTls(SSLContext context) {
    this.context = context;
  }

  /** A server that has {@code certificate}, and clients that trust nothing else. */
  public static TestTls of(SelfSigned certificate) {
    try {
      KeyStore store = certificate.keyStore(PASSWORD);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD);
      KeyStore trusted = certificate.keyStore(PASSWORD);
      trusted.setCertificateEntry("trusted", certificate.certificate());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return new TestTls(context);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK can do this", e);
    }
  }

  /** What clients need. */
  public SSLContext context() {
    return context;
  }

  /** A new connection's engine on the server's side. */
  public SSLEngine serverEngine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"http/1.1"});
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** A new connection's engine on the client's side; the certificate has to be for localhost. */
  public SSLEngine clientEngine(String... protocols) {
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** TLS over a connected socket, beginning with the first byte that is written or read. */
  SSLSocket over(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
    secure.setUseClientMode(true);
    return secure;
  }

  /** A handshake that ends because the server has closed is an end like any other. */
  static IOException asEnd(SSLException e) {
    return e.getCause() instanceof IOException end ? end : new EOFException(e.getMessage());
  }
}
