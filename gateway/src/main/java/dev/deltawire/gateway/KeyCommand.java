package dev.deltawire.gateway;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire key}: the parent of one command a dialect that knows its peers by keys. */
@Command(
    name = "key",
    description = "Prints a key for a dialect and nothing else on standard output.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "DIALECT")
final class KeyCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a dialect is missing");
  }
}
