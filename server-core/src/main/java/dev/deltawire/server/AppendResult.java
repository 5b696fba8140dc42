package dev.deltawire.server;

/** What became of a piece of text. */
public enum AppendResult {
  /** It is part of the stream. */
  APPENDED,
  /** The stream's cap is reached: as much as fits was appended, the rest dropped. */
  TOO_LONG,
  /** The stream has ended; nothing was appended. */
  ENDED
}
