package dev.deltawire.dialects.home;

import dev.deltawire.server.Topics;
import dev.deltawire.server.Topics.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of this node by topic: however many want a topic, it is subscribed to once and
 * each of its events is encoded once.
 *
 * <p>Thread: any; does not block.
 */
final class Fanout {

  /** What hears the events of a topic. */
  @FunctionalInterface
  interface Subscriber {
    /** Takes an event; returns whether the connection was handed something. Must not block. */
    boolean onEvent(HomeEvent event);
  }

  private record Group(Set<Subscriber> subscribers, Subscription subscription) {}

  private final Topics topics;
  private final Map<String, Group> groups = new ConcurrentHashMap<>();

  Fanout(Topics topics) {
    this.topics = topics;
  }

  /** The topic of what all connections of a device get (H-42). */
  static String deviceTopic(String deviceId) {
    return "home/device/" + deviceId;
  }

  /** The topic of what the subscribers of a widget get (H-40). */
  static String widgetTopic(String slug) {
    return "home/widget/" + slug;
  }

  /** Adds a subscriber, compared by identity, until the subscription is closed. */
  Subscription add(String topic, Subscriber subscriber) {
    groups.compute(
        topic,
        (name, group) -> {
          Group open = group == null ? open(name) : group;
          open.subscribers().add(subscriber);
          return open;
        });
    return () -> remove(topic, subscriber);
  }

  /** Publishes to all nodes; returns how many connections are known to have been handed it. */
  int publish(String topic, byte[] event) {
    return topics.publish(topic, event);
  }

  private Group open(String topic) {
    Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
    return new Group(subscribers, topics.subscribe(topic, event -> deliver(subscribers, event)));
  }

  private void remove(String topic, Subscriber subscriber) {
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

  private static int deliver(Set<Subscriber> subscribers, byte[] bytes) {
    HomeEvent event = HomeEvent.Codec.decode(bytes);
    int handed = 0;
    for (Subscriber subscriber : subscribers) {
      handed += subscriber.onEvent(event) ? 1 : 0;
    }
    return handed;
  }
}
