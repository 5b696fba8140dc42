package dev.deltawire.dialects;

/**
 * Where an engine puts one reply.
 *
 * <p>Thread: any, one call at a time; no method blocks. After {@link #done}, {@link #fail}, or a
 * {@code false}, the reply has ended and further calls change nothing.
 */
public interface Reply {

  /**
   * Adds a chunk of text; a code point may be split between two chunks.
   *
   * @return whether to go on: false when the reply was stopped or has outgrown its cap
   */
  boolean text(CharSequence chunk);

  /**
   * Adds a chunk of thinking, which is skipped where the dialect shows none.
   *
   * @return whether to go on
   */
  boolean think(CharSequence chunk);

  /** Ends the reply. */
  void done();

  /** Ends the reply as failed, with a message that peers may read. */
  void fail(String error);
}
