package dev.deltawire.server;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** This node's subscribers by topic, behind the backplane. Thread: any. */
final class NodeTopics implements Topics {

  private final Backplane backplane;
  private final ErrorHandler errors;

  /** Arrays that are copied to be changed: they are walked for each event, without an iterator. */
  private final Map<String, Subscriber[]> subscribers = new ConcurrentHashMap<>();

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
    subscribers.compute(topic, (key, known) -> known == null ? first(added) : with(added, known));
    return added;
  }

  private Subscriber[] first(Subscriber added) {
    backplane.subscribe(added.topic);
    return new Subscriber[] {added};
  }

  private static Subscriber[] with(Subscriber added, Subscriber[] known) {
    Subscriber[] all = Arrays.copyOf(known, known.length + 1);
    all[known.length] = added;
    return all;
  }

  @Override
  public int publish(String topic, byte[] event) {
    return backplane.publish(topic, event);
  }

  private int deliver(String topic, byte[] event) {
    Subscriber[] all = subscribers.get(topic);
    int connections = 0;
    if (all != null) {
      for (Subscriber subscriber : all) {
        connections += tell(subscriber, event);
      }
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

    private Subscriber[] without(Subscriber[] known) {
      Subscriber[] others =
          Arrays.stream(known).filter(other -> other != this).toArray(Subscriber[]::new);
      if (others.length == 0) {
        backplane.unsubscribe(topic);
        return null;
      }
      return others;
    }
  }
}
