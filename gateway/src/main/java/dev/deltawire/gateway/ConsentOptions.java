package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.TlsKeys;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.integration.ConsentClient;
import dev.deltawire.server.Tls;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where the gateway runs whose requests are decided on, and by which token. */
final class ConsentOptions {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");

  @Mixin private SettingsOptions settingsOptions;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The running gateway (http://127.0.0.1 at http.port).")
  private URI url;

  /** A client that shows the operator's token of the data directory. */
  ConsentClient client(CommandSpec spec, Map<String, String> environment)
      throws ConfigurationException, IOException {
    Settings settings = settingsOptions.read(environment).settings();
    URI gateway = url == null ? address(settings) : checked(url);
    Optional<X509Certificate> trusted = TlsSettings.read(settings).map(Tls::certificate);
    Optional<String> configured = settings.find(ServerKeys.OPERATOR_TOKEN);
    if (configured.isPresent()) {
      return ConsentClient.of(gateway, configured.get(), ServerKeys.OPERATOR_TOKEN.name(), trusted);
    }
    DataDirectory data = SettingsOptions.data(settings, spec);
    return ConsentClient.of(
        gateway, data.operatorToken(), data.operatorTokenFile().toString(), trusted);
  }

  private static URI address(Settings settings) {
    String configured = settings.get(ServerKeys.HTTP_HOST);
    String host = ANY_ADDRESS.contains(configured) ? "127.0.0.1" : configured;
    String literal = host.contains(":") ? "[" + host + "]" : host;
    String scheme = TlsKeys.on(settings) ? "https://" : "http://";
    return URI.create(scheme + literal + ":" + settings.get(ServerKeys.HTTP_PORT));
  }

  private static URI checked(URI url) throws ConfigurationException {
    if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
      throw new ConfigurationException("--url expects an address such as http://127.0.0.1:8080");
    }
    return url;
  }
}
