package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;

/**
 * How one stream looks in one dialect: its deltas and its events.
 *
 * <p>Thread: loops; both methods are pure and don't throw.
 *
 * @param <E> the stream's events
 */
public interface WireFormat<E> {

  /** The constant parts of this stream's delta frames; always the same instance. */
  DeltaTemplate delta();

  /**
   * Writes the message that tells of {@code event}; nothing, if this format does not show it. It
   * parts the text before it from the text behind it either way.
   */
  void encode(E event, JsonWriter out);
}
