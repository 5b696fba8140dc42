package dev.deltawire.server;

/**
 * One running text: an append-only log that any number of connections read with a cursor each.
 *
 * <p>The text is escaped for JSON once, on append. Between pieces of text stand events (tool calls,
 * for instance), which no merged delta crosses, and the last entry is the terminal event. Thread:
 * any; the producer's calls take a short uncontended lock.
 *
 * @param <E> the events that a {@link WireFormat} of this stream can encode
 */
public interface TextStream<E> {

  /** The key it was opened with. */
  String key();

  /**
   * Appends text; up to 4096 characters of it are one delta for receivers in step, unless they
   * merge.
   *
   * <p>A high surrogate at the end waits for its other half; a lone one becomes U+FFFD.
   * Empty text changes nothing.
   */
  AppendResult append(CharSequence text);

  /** Appends UTF-8; an incomplete code point at the end waits for its rest. */
  AppendResult append(byte[] utf8, int offset, int length);

  /** Places an event behind the text so far. */
  AppendResult emit(E event);

  /**
   * Counts memory that the producer keeps until the stream ends, an event's for instance, as the
   * text's own; nothing is counted when that is {@link AppendResult#TOO_LONG}.
   */
  AppendResult hold(long bytes);

  /**
   * Ends the text, so that it can be stored before the terminal event is sent: what was held
   * back becomes U+FFFD, and further text is {@link AppendResult#ENDED}. Idempotent.
   */
  void seal();

  /** Ends the stream with its terminal event; false when it had ended before. */
  boolean end(E terminal);

  /** Whether it has ended. */
  boolean ended();

  /** UTF-8 bytes of text so far; what waits for the rest of its code point does not count. */
  long length();

  /** Whether {@link #text(long)} has a text from there on. */
  boolean isPlace(long offset);

  /**
   * The text so far from an offset on; throws {@link IllegalArgumentException} when the offset is
   * inside a code point, beyond the text, or no longer retained.
   */
  default String text(long offset) {
    return text(offset, length());
  }

  /** The text from an offset to another; throws as {@link #text(long)} for each of them. */
  String text(long offset, long end);

  /**
   * The text so far; throws {@link IllegalArgumentException} when its beginning is not retained.
   */
  default String text() {
    return text(0);
  }
}
