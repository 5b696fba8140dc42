package dev.deltawire.server;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** This node's subscribers by topic, behind the backplane. Thread: any. */
final class NodeTopics implements Topics {

  private final Backplane backplane;
  private final ErrorHandler errors;
  private final Map<String, Set<Subscriber>> subscribers = new ConcurrentHashMap<>();

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
    subscribers.compute(
        topic,
        (key, known) -> {
          Set<Subscriber> all = known == null ? open(topic) : known;
          all.add(added);
          return all;
        });
    return added;
  }

  private Set<Subscriber> open(String topic) {
    backplane.subscribe(topic);
    return ConcurrentHashMap.newKeySet();
  }

  @Override
  public int publish(String topic, byte[] event) {
    return backplane.publish(topic, event);
  }

  private int deliver(String topic, byte[] event) {
    int connections = 0;
    for (Subscriber subscriber : subscribers.getOrDefault(topic, Set.of())) {
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

    private Set<Subscriber> without(Set<Subscriber> known) {
      known.remove(this);
      if (known.isEmpty()) {
        backplane.unsubscribe(topic);
        return null;
      }
      return known;
    }
  }
}
