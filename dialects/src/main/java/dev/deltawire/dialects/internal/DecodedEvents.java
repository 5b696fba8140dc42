package dev.deltawire.dialects.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * The last short events as they were decoded: bytes that are published to several topics, or again
 * and again, are decoded once. Thread: any.
 *
 * @param <E> the events
 */
final class DecodedEvents<E> {

  /** Longer ones are not kept. */
  private static final int MAX_BYTES = 512;

  private static final int PLACES = 64;

  /** Bytes, known by identity since nobody changes them, and what they say. */
  private static final class Decoded<E> {
    private final byte[] bytes;
    private final E event;

    Decoded(byte[] bytes, E event) {
      this.bytes = bytes;
      this.event = event;
    }
  }

  private final Function<byte[], E> decoder;
  private final AtomicReferenceArray<Decoded<E>> kept = new AtomicReferenceArray<>(PLACES);

  DecodedEvents(Function<byte[], E> decoder) {
    this.decoder = decoder;
  }

  E of(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return decoder.apply(bytes);
    }
    int place = System.identityHashCode(bytes) % PLACES;
    Decoded<E> known = kept.get(place);
    if (known != null && known.bytes == bytes) {
      return known.event;
    }
    E event = decoder.apply(bytes);
    kept.set(place, new Decoded<>(bytes, event));
    return event;
  }
}
