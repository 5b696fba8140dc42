package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ConfigurationException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command that can't be done is answered: one line on standard error and an exit code. */
final class CommandErrors {

  private CommandErrors() {}

  private static void print(CommandLine command, String message) {
    command.getErr().println("deltawire: " + message);
    command.getErr().flush();
  }

  /** A command line that makes no sense: exit code 2. */
  static final class Usage implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine command = e.getCommandLine();
      print(command, e.getMessage());
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      command.getErr().flush();
      return ExitCode.USAGE;
    }
  }

  /** A command that failed: 2 for a bad setting, 1 for the rest. */
  static final class Failure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult result)
        throws Exception {
      if (e instanceof ConfigurationException) {
        print(command, e.getMessage());
        return ExitCode.USAGE;
      }
      if (e instanceof IOException) {
        print(command, e.getMessage());
        return ExitCode.SOFTWARE;
      }
      throw e;
    }
  }
}
