package dev.deltawire.gateway;

import dev.deltawire.gateway.auth.HomeTokens;
import dev.deltawire.gateway.config.Durations;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire token home}: an access token of a device (H-03). */
@Command(
    name = "home",
    description = "Prints an access token for a device; serve need not be running.",
    mixinStandardHelpOptions = true)
final class TokenHomeCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Option(names = "--device", paramLabel = "ID", required = true, description = "The device.")
  private String device;

  @Option(
      names = "--user",
      paramLabel = "ID",
      defaultValue = "owner",
      description = "Its user (${DEFAULT-VALUE}).")
  private String user;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "phone",
      description = "phone, tablet or tv (${DEFAULT-VALUE}).")
  private String type;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "Lifetime, such as 15m (home.accessTokenTtl).")
  private String ttl;

  TokenHomeCommand(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    DataDirectory data = DataDirectory.open(settings.get(ServerKeys.DATA_DIR));
    HomeTokens tokens = HomeTokens.of(settings, data, clock);
    PrintWriter out = spec.commandLine().getOut();
    out.println(sign(tokens, lifetime(settings)));
    out.flush();
    return 0;
  }

  private String sign(HomeTokens tokens, Duration lifetime) {
    try {
      return tokens.sign(device, user, type, lifetime);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Duration lifetime(Settings settings) {
    if (ttl == null) {
      return settings.get(HomeKeys.ACCESS_TOKEN_TTL);
    }
    try {
      return Durations.parse(ttl);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--ttl expects a duration such as 15m", e);
    }
  }
}
