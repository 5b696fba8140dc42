package dev.deltawire.server;

import dev.deltawire.server.internal.tls.TlsFiles;
import dev.deltawire.server.internal.tls.TlsIdentity;
import dev.deltawire.server.spi.ErrorHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * A server's TLS: its certificate and private key from files, read again when these change.
 *
 * <p>TLS 1.3 and 1.2, forward-secret ciphers with authenticated encryption only, ALPN {@code
 * http/1.1}. Connections that are open keep what they began with. Thread: any.
 */
public final class Tls {

  private static final System.Logger LOG = System.getLogger("dev.deltawire");

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(10);

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  /** Preferred first; 128 bits are enough and take less time. */
  private static final String[] CIPHER_SUITES = {
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  };

  private final TlsFiles files;
  private final Duration checkInterval;
  private final Loaded loaded;

  /** What the files came to last. */
  private static final class Loaded {
    private volatile SSLContext context;
    private volatile X509Certificate certificate;
    private TlsFiles.State of;
  }

  private Tls(TlsFiles files, Duration checkInterval, Loaded loaded) {
    this.files = files;
    this.checkInterval = checkInterval;
    this.loaded = loaded;
  }

  /**
   * TLS with a certificate and its key in PEM files; throws when one can't be read or used, and
   * says why.
   *
   * @param certificateChain the server's certificate first, then those that vouch for it
   * @param privateKey its key, not encrypted: PKCS#8, PKCS#1 (RSA) or SEC 1 (elliptic curves)
   */
  public static Tls ofPem(Path certificateChain, Path privateKey) throws IOException {
    return of(new TlsFiles.Pem(certificateChain, privateKey));
  }

  /**
   * TLS with the one key and certificate of a PKCS#12 file; throws when it can't be read or used,
   * and says why.
   */
  public static Tls ofPkcs12(Path file, char[] password) throws IOException {
    return of(new TlsFiles.Pkcs12(file, password.clone()));
  }

  private static Tls of(TlsFiles files) throws IOException {
    Tls tls = new Tls(files, CHECK_INTERVAL, new Loaded());
    tls.reload();
    return tls;
  }

  /** The same with another interval at which a server looks whether the files have changed. */
  public Tls checkInterval(Duration interval) {
    Objects.requireNonNull(interval);
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("checkInterval must be positive: " + interval);
    }
    return new Tls(files, interval, loaded);
  }

  /** The interval at which a server looks whether the files have changed; 10 seconds by default. */
  public Duration checkInterval() {
    return checkInterval;
  }

  /**
   * Reads the files if they have changed since, for all connections that begin from now on.
   *
   * <p>A throw says what is wrong with the new files; what was read before stays in use, and the
   * same files are not tried again.
   *
   * @return whether there is something new
   */
  public boolean reload() throws IOException {
    synchronized (loaded) {
      TlsFiles.State now = files.state();
      if (now.equals(loaded.of)) {
        return false;
      }
      loaded.of = now;
      TlsIdentity identity = files.read();
      loaded.context = identity.context();
      loaded.certificate = identity.chain().get(0);
      return true;
    }
  }

  /** Reloads; the log hears of something new, the handler why there is none. */
  void renew(ErrorHandler errors) {
    try {
      if (reload()) {
        LOG.log(Level.INFO, "a new TLS certificate is in use, valid until {0}", end());
      }
    } catch (IOException | RuntimeException e) {
      errors.onError(
          "the new TLS certificate can not be used; the old one, valid until " + end() + ", stays",
          e);
    }
  }

  private Instant end() {
    return certificate().getNotAfter().toInstant();
  }

  /** The certificate that connections get that begin now. */
  public X509Certificate certificate() {
    return loaded.certificate;
  }

  /** A new connection's engine. */
  SSLEngine engine() {
    SSLEngine engine = loaded.context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = new SSLParameters(CIPHER_SUITES, PROTOCOLS);
    parameters.setApplicationProtocols(new String[] {"http/1.1"}); // RFC 7301
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
