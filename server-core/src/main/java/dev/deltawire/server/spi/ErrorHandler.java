package dev.deltawire.server.spi;

/**
 * Hears of every defect, the library's own or a handler's, that did not end the server.
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

  /** Logs with {@link System.Logger} under {@code dev.deltawire}. */
  static ErrorHandler logging() {
    System.Logger logger = System.getLogger("dev.deltawire");
    return (where, error) -> logger.log(System.Logger.Level.ERROR, where, error);
  }
}
