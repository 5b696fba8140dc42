package dev.deltawire.server;

/** What became of a frame. */
public enum SendResult {
  /** It is queued and leaves in its turn. */
  QUEUED,
  /** The connection is closing or gone; the frame was dropped. */
  CLOSED,
  /** The queue was full: it was discarded and the connection closes with 1013. */
  OVERLOADED
}
