package dev.deltawire.server.spi;

import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Hears of every defect, the library's own or a handler's, that did not end the server, and of new
 * certificates that can't be used.
 *
 * <p>Thread: any; must not block. Whatever it throws is swallowed.
 */
@FunctionalInterface
public interface ErrorHandler {

  /**
   * Takes note.
   *
   * @param where what was being done, without any peer's data or secrets
   */
  void onError(String where, Throwable error);

  /** Passes on to {@code handler} and swallows what that throws, so that its caller goes on. */
  static ErrorHandler guarded(ErrorHandler handler) {
    return (where, error) -> {
      try {
        handler.onError(where, error);
      } catch (Throwable ignored) { // by contract; there is nobody left to tell
      }
    };
  }

  /**
   * Logs with {@link System.Logger} under {@code dev.deltawire}: what is wrong with a file or the
   * network in a line, everything else with its trace.
   */
  static ErrorHandler logging() {
    System.Logger logger = System.getLogger("dev.deltawire");
    return (where, error) -> {
      if (error instanceof IOException) {
        logger.log(Level.WARNING, where + ": " + error);
      } else {
        logger.log(Level.ERROR, where, error);
      }
    };
  }
}
