package dev.deltawire.gateway;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code deltawire user}: the accounts of the chat dialect (C-63). */
@Command(
    name = "user",
    description = "Adds or lists accounts of the chat dialect; serve need not be running.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "add|list")
final class UserCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "add or list is missing");
  }
}
