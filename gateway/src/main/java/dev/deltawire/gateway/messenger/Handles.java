package dev.deltawire.gateway.messenger;

/** Handles as people write them. */
final class Handles {

  private Handles() {}

  /** A handle without the one {@code @} that it may begin with (M-41). */
  static String of(String text) {
    return text.startsWith("@") ? text.substring(1) : text;
  }
}
