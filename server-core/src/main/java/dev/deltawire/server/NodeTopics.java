package dev.deltawire.server;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** This node's subscribers by topic, behind the backplane. Thread: any. */
final class NodeTopics implements Topics {

  private final Backplane backplane;
  private final ErrorHandler errors;

  private final Map<String, Subscribers> subscribers = new ConcurrentHashMap<>();

  NodeTopics(Backplane backplane, ErrorHandler errors) {
    this.backplane = backplane;
    this.errors = errors;
  }

  void start() {
    backplane.start(this::deliver);
  }

  @Override
  public Subscription subscribe(String topic, ToIntFunction<byte[]> subscriber) {
    Subscriber added = new Subscriber(topic, subscriber);
    subscribers.compute(topic, (key, known) -> with(added, known));
    return added;
  }

  private Subscribers with(Subscriber added, Subscribers known) {
    if (known == null) {
      backplane.subscribe(added.topic);
    }
    Subscribers all = known == null ? new Subscribers() : known;
    all.add(added);
    return all;
  }

  @Override
  public int publish(String topic, byte[] event) {
    return backplane.publish(topic, event);
  }

  private int deliver(String topic, byte[] event) {
    Subscribers all = subscribers.get(topic);
    if (all == null) {
      return 0;
    }
    int connections = 0;
    for (Subscriber subscriber : all.now()) {
      connections += tell(subscriber, event);
    }
    return connections;
  }

  private int tell(Subscriber subscriber, byte[] event) {
    try {
      return subscriber.action.applyAsInt(event);
    } catch (Throwable t) { // one subscriber's defect is no other's, and not the publisher's
      errors.onError("topic subscriber", t);
      return 0;
    }
  }

  /** One subscription, distinct from every other one of the same action. */
  private final class Subscriber implements Subscription {
    private final String topic;
    private final ToIntFunction<byte[]> action;

    Subscriber(String topic, ToIntFunction<byte[]> action) {
      this.topic = topic;
      this.action = action;
    }

    @Override
    public void close() {
      subscribers.computeIfPresent(topic, (key, known) -> without(known));
    }

    private Subscribers without(Subscribers known) {
      if (known.remove(this)) {
        return known;
      }
      backplane.unsubscribe(topic);
      return null;
    }
  }

  /**
   * Those of one topic. Whoever walks them does so without an iterator, and copies them only when
   * they have changed, which costs him no more than the walk.
   */
  private static final class Subscribers {
    private static final Subscriber[] NONE = {};

    private final Set<Subscriber> all = new HashSet<>();

    /** All of them; null when they have changed. */
    private volatile Subscriber[] copied;

    synchronized void add(Subscriber added) {
      all.add(added);
      copied = null;
    }

    /** Whether any are left. */
    synchronized boolean remove(Subscriber gone) {
      all.remove(gone);
      copied = null;
      return !all.isEmpty();
    }

    Subscriber[] now() {
      Subscriber[] known = copied;
      return known == null ? copy() : known;
    }

    private synchronized Subscriber[] copy() {
      copied = all.toArray(NONE);
      return copied;
    }
  }
}
