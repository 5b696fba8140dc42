package dev.deltawire.server;

import java.util.function.ToIntFunction;

/**
 * Publish and subscribe over the backplane: a topic's events reach its subscribers on every node.
 *
 * <p>Thread: any.
 */
public interface Topics {

  /** A subscription; closing it ends it. Idempotent. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Subscribes.
   *
   * @param subscriber gets each event's bytes, which it must not change, on the publisher's or the
   *     backplane's thread; must not block; returns how many connections it handed the event to
   */
  Subscription subscribe(String topic, ToIntFunction<byte[]> subscriber);

  /**
   * Publishes.
   *
   * @return how many connections are known to have been handed the event
   */
  int publish(String topic, byte[] event);
}
