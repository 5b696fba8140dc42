package dev.deltawire.gateway;

import static java.util.Locale.ROOT;

import dev.deltawire.codec.QuotedInput;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.FileProblem;
import java.io.IOException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** How a command that can't be done is answered: one line on standard error and an exit code. */
final class CommandErrors {

  private CommandErrors() {}

  private static void print(CommandLine command, String message) {
    command.getErr().println("deltawire: " + message);
    command.getErr().flush();
  }

  /** A command line that makes no sense: exit code 2. */
  static final class Usage implements IParameterExceptionHandler {

    /** As picocli's messages begin; ID and NAME stay as they are. */
    private static final Pattern BIG_FIRST_LETTER = Pattern.compile("^[A-Z](?=[a-z])");

    @Override
    public int handleParseException(ParameterException e, String[] args) {
      CommandLine command = e.getCommandLine();
      print(command, message(e));
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      command.getErr().flush();
      return ExitCode.USAGE;
    }

    private static String message(ParameterException e) {
      return e instanceof UnmatchedArgumentException unmatched
          ? unknown(unmatched)
          : BIG_FIRST_LETTER.matcher(e.getMessage()).replaceFirst(m -> m.group().toLowerCase(ROOT));
    }

    /** Names the first word that nothing expects; those behind it may belong to it. */
    private static String unknown(UnmatchedArgumentException e) {
      CommandLine command = e.getCommandLine();
      String word = QuotedInput.of(e.getUnmatched().get(0));
      if (e.isUnknownOption()) {
        return "unknown option '" + word + "'";
      }
      return command.getSubcommands().isEmpty()
          ? "unexpected argument '" + word + "'"
          : "unknown command '" + command.getCommandSpec().qualifiedName() + " " + word + "'";
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
      if (e instanceof IOException failed) {
        print(command, FileProblem.named(failed));
        return ExitCode.SOFTWARE;
      }
      throw e;
    }
  }
}
