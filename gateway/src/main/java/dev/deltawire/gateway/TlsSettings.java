package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.FileProblem;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.TlsKeys;
import dev.deltawire.server.Tls;
import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.TransportProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What the settings say about TLS. */
final class TlsSettings {

  private TlsSettings() {}

  /** Refuses settings that are good one by one and not together. */
  static void check(Settings settings, TransportProvider transport) throws ConfigurationException {
    boolean certificate = settings.find(TlsKeys.CERT).isPresent();
    boolean pkcs12 = settings.find(TlsKeys.PKCS12).isPresent();
    if (certificate != settings.find(TlsKeys.KEY).isPresent()) {
      throw new ConfigurationException("tls.cert and tls.key: the one needs the other");
    }
    if (certificate && pkcs12) {
      throw new ConfigurationException("tls.cert and tls.pkcs12: only one of them");
    }
    if (!pkcs12 && settings.find(TlsKeys.PASSWORD).isPresent()) {
      throw new ConfigurationException("tls.password is the password of tls.pkcs12 alone");
    }
    if (TlsKeys.on(settings) && !transport.capabilities().contains(Capability.TLS)) {
      throw new ConfigurationException(
          ServerKeys.WS_TRANSPORT.name() + ": " + transport.name() + " does not speak TLS");
    }
  }

  /** Reads the files; throws what is wrong with them. */
  static Optional<Tls> read(Settings settings) throws ConfigurationException {
    if (!TlsKeys.on(settings)) {
      return Optional.empty();
    }
    Tls tls = readFiles(settings);
    return Optional.of(tls.checkInterval(settings.get(TlsKeys.RELOAD_INTERVAL)));
  }

  private static Tls readFiles(Settings settings) throws ConfigurationException {
    Optional<Path> pkcs12 = settings.find(TlsKeys.PKCS12);
    try {
      return pkcs12.isPresent()
          ? Tls.ofPkcs12(pkcs12.get(), settings.find(TlsKeys.PASSWORD).orElse("").toCharArray())
          : Tls.ofPem(settings.find(TlsKeys.CERT).get(), settings.find(TlsKeys.KEY).get());
    } catch (IOException e) {
      throw new ConfigurationException("TLS: " + FileProblem.named(e));
    }
  }
}
