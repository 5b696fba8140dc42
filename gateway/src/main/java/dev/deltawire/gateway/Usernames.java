package dev.deltawire.gateway;

import dev.deltawire.model.chat.ChatLimits;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The usernames of the chat dialect on the command line (C-10). */
final class Usernames {

  private Usernames() {}

  /** Throws unless what a parameter says may be a username. */
  static void require(CommandSpec spec, String parameter, String username) {
    if (!ChatLimits.isUsername(username)) {
      throw new ParameterException(
          spec.commandLine(),
          parameter + " expects lower-case letters, digits, _, . and -, such as ops or ops:claude");
    }
  }
}
