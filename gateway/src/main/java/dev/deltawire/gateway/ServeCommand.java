package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ChatKeys;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.Key;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.config.TlsKeys;
import dev.deltawire.gateway.rehearsal.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code deltawire serve}: a gateway until a signal ends it. */
@Command(
    name = "serve",
    description = "Serves all enabled dialects; prints one line on standard output when it does.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Option(names = "--port", paramLabel = "PORT", description = "http.port (8080); 0 picks one.")
  private String port;

  @Option(names = "--host", paramLabel = "HOST", description = "http.host (127.0.0.1).")
  private String host;

  @Option(
      names = "--transport",
      paramLabel = "NAME",
      description = "ws.transport: jdk (default) or javawebsocket.")
  private String transport;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "tls.cert, a PEM file.")
  private String tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "tls.key, a PEM file.")
  private String tlsKey;

  @Option(names = "--dev", description = "Switches on chat.devMode and home.devMode.")
  private boolean dev;

  ServeCommand(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException, InterruptedException {
    Settings settings = settings();
    Gateway.check(settings);
    ShutdownHook hook = ShutdownHook.install();
    Rehearsal.begin(Listeners.transports(settings), settings.get(ServerKeys.REHEARSAL_TIME));
    try {
      Gateway gateway = Gateway.start(settings, clock);
      hook.drains(gateway);
      PrintWriter out = spec.commandLine().getOut();
      out.println(gateway.listeners().readyLine());
      out.flush();
    } catch (ConfigurationException
        | IOException
        | RuntimeException
        | Error e) { // the hook would end all with status 0
      hook.remove();
      throw e;
    }
    new CountDownLatch(1).await(); // for ever: the hook ends the process
    return 0;
  }

  /** Flags are the strongest source. */
  private Settings settings() throws ConfigurationException {
    SettingsReader reader = settingsOptions.read(environment);
    set(reader, ServerKeys.HTTP_PORT, port, "by --port");
    set(reader, ServerKeys.HTTP_HOST, host, "by --host");
    set(reader, ServerKeys.WS_TRANSPORT, transport, "by --transport");
    set(reader, TlsKeys.CERT, tlsCert, "by --tls-cert");
    set(reader, TlsKeys.KEY, tlsKey, "by --tls-key");
    if (dev) {
      reader.set(ChatKeys.DEV_MODE.name(), "true", "by --dev");
      reader.set(HomeKeys.DEV_MODE.name(), "true", "by --dev");
    }
    return reader.settings();
  }

  private static void set(SettingsReader reader, Key<?> key, String value, String source)
      throws ConfigurationException {
    if (value != null) {
      reader.set(key.name(), value, source);
    }
  }
}
