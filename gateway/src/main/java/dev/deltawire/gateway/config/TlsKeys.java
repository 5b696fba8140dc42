package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.path;
import static dev.deltawire.gateway.config.ValueType.secretLine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys of TLS: a certificate and its private key make every port a TLS port. */
public final class TlsKeys {

  /** The certificate and those that vouch for it, a PEM file. */
  public static final Key<Path> CERT = Key.unset("tls.cert", path());

  /** The certificate's private key, a PEM file. */
  public static final Key<Path> KEY = Key.unset("tls.key", path());

  /** Both in one PKCS#12 file instead. */
  public static final Key<Path> PKCS12 = Key.unset("tls.pkcs12", path());

  /** The password of that file. */
  public static final Key<String> PASSWORD = Key.unset("tls.password", secretLine(1024));

  /** How often the files are looked at for a change. */
  public static final Key<Duration> RELOAD_INTERVAL =
      Key.of(
          "tls.reloadInterval",
          duration(Duration.ofMillis(100), Duration.ofDays(1)),
          Duration.ofSeconds(10));

  private TlsKeys() {}

  /** Whether there is TLS. */
  public static boolean on(Settings settings) {
    return settings.find(CERT).isPresent() || settings.find(PKCS12).isPresent();
  }

  /** All of them. */
  static List<Key<?>> all() {
    return List.of(CERT, KEY, PKCS12, PASSWORD, RELOAD_INTERVAL);
  }
}
