package dev.deltawire.dialects.internal;

/** What the status of a refused upgrade means, in the same few words in every dialect. */
public final class StatusReason {

  private StatusReason() {}

  /** Lower-case words without an end mark. */
  public static String of(int status) {
    return switch (status) {
      case 400 -> "bad request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 413 -> "content too large";
      case 426 -> "upgrade required";
      case 429 -> "too many connections";
      case 503 -> "unavailable";
      default -> "internal error";
    };
  }
}
