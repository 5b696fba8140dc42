package dev.deltawire.server.spi;

/**
 * What connects the nodes of one deployment: events published on one reach the subscribers on all.
 *
 * <p>Delivery is at most once and in order per topic and publisher; whatever must not be lost is in
 * the store first, and the event is only the nudge. A single node uses the memory backplane through
 * this same seam.
 */
public interface Backplane extends AutoCloseable {

  /** Receives events of topics that this node has subscribed to. */
  @FunctionalInterface
  interface Receiver {
    /**
     * One event.
     *
     * <p>Thread: the backplane's or the publisher's; must not block; the bytes may be kept, not
     * changed.
     *
     * @return how many connections of this node it was handed to
     */
    int onEvent(String topic, byte[] event);
  }

  /** Connects. Thread: any, once, before all else. Throws when it can't. */
  void start(Receiver receiver);

  /** Starts the flow of a topic's events to this node. Idempotent. Thread: any; does not block. */
  void subscribe(String topic);

  /** Ends the flow of a topic's events to this node. Idempotent. Thread: any; does not block. */
  void unsubscribe(String topic);

  /**
   * Sends an event to every node that is subscribed to the topic, this one included.
   *
   * <p>Thread: any; does not block on other nodes.
   *
   * @return how many connections are known to have been handed the event; other nodes' count only
   *     as far as the backplane learns of them
   */
  int publish(String topic, byte[] event);

  /** Disconnects; later calls do nothing. Idempotent. Never throws. */
  @Override
  void close();
}
