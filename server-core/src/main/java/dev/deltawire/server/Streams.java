package dev.deltawire.server;

import java.util.Optional;

/**
 * The streams of one server: the running ones, and the ended ones for as long as they are retained.
 *
 * <p>Thread: any.
 */
public interface Streams {

  /** Opens a stream; a former one of the same key is found no more. */
  <E> TextStream<E> open(String key, StreamOptions options);

  /**
   * The newest stream of a key, if it runs or is still retained.
   *
   * <p>The caller names the event type that it opened the key's streams with.
   */
  <E> Optional<TextStream<E>> find(String key);

  /** Finds a stream no more, now or when it ends; it goes on for who receives it. */
  void forget(TextStream<?> stream);
}
