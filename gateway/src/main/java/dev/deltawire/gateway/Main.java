package dev.deltawire.gateway;

import dev.deltawire.dialects.integration.Decision;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The command line's entry. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    CommandLine commandLine =
        commandLine(System.getenv(), InstantSource.system())
            .setOut(utf8(System.out))
            .setErr(utf8(System.err));
    System.exit(commandLine.execute(args));
  }

  /** The whole command line, reading settings from {@code environment}. */
  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    CommandLine tokens = new CommandLine(new TokenCommand());
    tokens.addSubcommand(new TokenAgentCommand(environment, clock));
    tokens.addSubcommand(new TokenHomeCommand(environment, clock));
    tokens.addSubcommand(new TokenChatCommand(environment, clock));
    CommandLine users = new CommandLine(new UserCommand());
    users.addSubcommand(new UserAddCommand(environment));
    users.addSubcommand(new UserListCommand(environment));
    CommandLine keys = new CommandLine(new KeyCommand());
    keys.addSubcommand(new KeyMessengerCommand(environment));
    CommandLine consent = new CommandLine(new ConsentCommand());
    consent.addSubcommand(new ConsentListCommand(environment));
    for (Decision decision : Decision.values()) {
      consent.addSubcommand(decision.wireName(), new ConsentDecisionCommand(environment, decision));
    }
    return new CommandLine(new DeltawireCommand())
        .addSubcommand(new ServeCommand(environment, clock))
        .addSubcommand(new DemoCommand(clock))
        .addSubcommand(tokens)
        .addSubcommand(keys)
        .addSubcommand(users)
        .addSubcommand(consent)
        .setParameterExceptionHandler(new CommandErrors.Usage())
        .setExecutionExceptionHandler(new CommandErrors.Failure());
  }

  /** The same text whatever the locale. */
  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
