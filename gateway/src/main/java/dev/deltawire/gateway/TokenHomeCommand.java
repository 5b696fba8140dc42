package dev.deltawire.gateway;

import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.gateway.config.Durations;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.home.HomeTokens;
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
    HomePrincipal principal = principal();
    Duration lifetime = lifetime(settings);
    DataDirectory data = SettingsOptions.data(settings, spec); // last: makes files
    HomeTokens tokens = HomeTokens.of(settings, data, clock);
    PrintWriter out = spec.commandLine().getOut();
    out.println(tokens.issue(principal, lifetime));
    out.flush();
    return 0;
  }

  private HomePrincipal principal() {
    DeviceType deviceType =
        DeviceType.ofWireName(type)
            .orElseThrow(() -> usage("--type expects phone, tablet or tv", null));
    try {
      return HomePrincipal.of(device, user, deviceType);
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage(), e);
    }
  }

  private Duration lifetime(Settings settings) {
    if (ttl == null) {
      return settings.get(HomeKeys.ACCESS_TOKEN_TTL);
    }
    try {
      return Durations.parse(ttl);
    } catch (IllegalArgumentException e) {
      throw usage("--ttl expects a duration such as 15m", e);
    }
  }

  private ParameterException usage(String message, Exception cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
