package dev.deltawire.gateway;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire token}: the parent of one command a dialect. */
@Command(
    name = "token",
    description = "Prints a credential for a dialect and nothing else on standard output.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "DIALECT")
final class TokenCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a dialect is missing");
  }
}
