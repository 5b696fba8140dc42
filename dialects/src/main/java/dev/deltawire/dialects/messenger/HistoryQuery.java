package dev.deltawire.dialects.messenger;

/**
 * Which part of a conversation to show (M-42).
 *
 * @param ascending after {@code seq}, oldest first; else before it, newest first
 * @param seq exclusive
 * @param limit at most so many
 */
public record HistoryQuery(boolean ascending, long seq, int limit) {

  /** The oldest messages after one. */
  public static HistoryQuery after(long seq, int limit) {
    return new HistoryQuery(true, seq, limit);
  }

  /** The newest messages before one. */
  public static HistoryQuery before(long seq, int limit) {
    return new HistoryQuery(false, seq, limit);
  }

  /** The newest messages. */
  public static HistoryQuery newest(int limit) {
    return new HistoryQuery(false, Long.MAX_VALUE, limit);
  }
}
