package dev.deltawire.server;

/** What became of a piece of text. */
public enum AppendResult {
  /** It is part of the stream. */
  APPENDED,
  /**
   * It would pass the stream's cap, or all running streams take a quarter of the heap and this one
   * is no short one: nothing of it was appended, and the producer fails.
   */
  TOO_LONG,
  /** The stream has ended; nothing was appended. */
  ENDED
}
