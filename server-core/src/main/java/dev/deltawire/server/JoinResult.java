package dev.deltawire.server;

/** What became of an attempt to receive a stream. */
public enum JoinResult {
  /** The connection gets everything from the offset on. */
  JOINED,
  /** It receives this stream already; nothing has changed. */
  ALREADY_JOINED,
  /** The offset is beyond the text, inside a code point, or no longer retained. */
  BAD_OFFSET,
  /** The connection is closing or gone. */
  CLOSED
}
