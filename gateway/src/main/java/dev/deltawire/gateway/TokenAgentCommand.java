package dev.deltawire.gateway;

import dev.deltawire.dialects.agent.AgentIdentity;
import dev.deltawire.gateway.agent.AgentTokens;
import dev.deltawire.gateway.config.Durations;
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

/** {@code deltawire token agent}: an access token of a client. */
@Command(
    name = "agent",
    description = "Prints an access token for an agent's client; serve need not be running.",
    mixinStandardHelpOptions = true)
final class TokenAgentCommand implements Callable<Integer> {

  private final Map<String, String> environment;
  private final InstantSource clock;

  @Spec private CommandSpec spec;
  @Mixin private SettingsOptions settingsOptions;

  @Option(names = "--sub", paramLabel = "ID", required = true, description = "The subject.")
  private String subject;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "Lifetime, such as 15m (${DEFAULT-VALUE}).")
  private String ttl;

  TokenAgentCommand(Map<String, String> environment, InstantSource clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Settings settings = settingsOptions.read(environment).settings();
    String named = subject();
    Duration lifetime = lifetime();
    DataDirectory data = SettingsOptions.data(settings, spec); // last: makes files
    PrintWriter out = spec.commandLine().getOut();
    out.println(AgentTokens.of(settings, data, clock).issue(named, lifetime));
    out.flush();
    return 0;
  }

  private String subject() {
    try {
      return AgentIdentity.of(subject).subject();
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage(), e);
    }
  }

  private Duration lifetime() {
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
