package dev.deltawire.peers;

/** How far a producer may go. */
interface Pace {

  /** When the first token is due, by {@link System#nanoTime()}. */
  long startNanos();

  /**
   * Waits for more than {@code produced} tokens, but not for long; {@return how many may have been
   * produced by now}
   */
  long await(long produced);

  /** All receivers have so many tokens. */
  default void acknowledge(long tokens) {}

  /** Whether waiting in vain means that something is amiss. */
  boolean saturates();
}
