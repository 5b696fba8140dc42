package dev.deltawire.dialects.internal;

import dev.deltawire.server.Topics;
import dev.deltawire.server.Topics.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The connections of this node by topic: however many want a topic, it is subscribed to once and
 * each of its events is decoded once.
 *
 * <p>A topic may stand for an identity: then what is published to it reaches all its connections,
 * on whatever node they are. Thread: any; does not block.
 *
 * @param <E> the events
 */
public final class Fanout<E> {

  /** What hears the events of a topic. */
  @FunctionalInterface
  public interface Subscriber<E> {
    /** Takes an event; returns whether the connection was handed something. Must not block. */
    boolean onEvent(E event);
  }

  private record Group<E>(Set<Subscriber<E>> subscribers, Subscription subscription) {}

  private final Topics topics;
  private final Function<byte[], E> decoder;
  private final Map<String, Group<E>> groups = new ConcurrentHashMap<>();

  /** A fan-out of events that {@code decoder} reads from what is published. */
  public Fanout(Topics topics, Function<byte[], E> decoder) {
    this.topics = topics;
    this.decoder = decoder;
  }

  /** Adds a subscriber, compared by identity, until the subscription is closed. */
  public Subscription add(String topic, Subscriber<E> subscriber) {
    groups.compute(
        topic,
        (name, group) -> {
          Group<E> open = group == null ? open(name) : group;
          open.subscribers().add(subscriber);
          return open;
        });
    return () -> remove(topic, subscriber);
  }

  /** Publishes to all nodes; returns how many connections are known to have been handed it. */
  public int publish(String topic, byte[] event) {
    return topics.publish(topic, event);
  }

  private Group<E> open(String topic) {
    Set<Subscriber<E>> subscribers = ConcurrentHashMap.newKeySet();
    return new Group<>(subscribers, topics.subscribe(topic, event -> deliver(subscribers, event)));
  }

  private void remove(String topic, Subscriber<E> subscriber) {
    groups.computeIfPresent(
        topic,
        (name, group) -> {
          group.subscribers().remove(subscriber);
          if (!group.subscribers().isEmpty()) {
            return group;
          }
          group.subscription().close();
          return null;
        });
  }

  private int deliver(Set<Subscriber<E>> subscribers, byte[] bytes) {
    E event = decoder.apply(bytes);
    int handed = 0;
    for (Subscriber<E> subscriber : subscribers) {
      handed += subscriber.onEvent(event) ? 1 : 0;
    }
    return handed;
  }
}
