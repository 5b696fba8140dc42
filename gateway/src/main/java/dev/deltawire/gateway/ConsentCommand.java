package dev.deltawire.gateway;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire consent}: the user's side of the integration dialect. */
@Command(
    name = "consent",
    description = "Lists the programs that ask for access, and allows or denies it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "list|allow|deny")
final class ConsentCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list, allow or deny is missing");
  }
}
