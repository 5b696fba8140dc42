package dev.deltawire.gateway;

import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine;

/** The command line's entry. */
public final class Main {

  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine(System.getenv(), InstantSource.system()).execute(args));
  }

  /** The whole command line, reading settings from {@code environment}. */
  static CommandLine commandLine(Map<String, String> environment, InstantSource clock) {
    CommandLine tokens = new CommandLine(new TokenCommand());
    tokens.addSubcommand(new TokenHomeCommand(environment, clock));
    return new CommandLine(new DeltawireCommand())
        .addSubcommand(tokens)
        .setParameterExceptionHandler(new CommandErrors.Usage())
        .setExecutionExceptionHandler(new CommandErrors.Failure());
  }
}
