package dev.deltawire.dialects.home;

import dev.deltawire.server.Topics;
import dev.deltawire.server.Topics.Subscription;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sockets of this node by topic: however many want a topic, it is subscribed to once and each
 * of its events is encoded once.
 *
 * <p>Thread: any; does not block.
 */
final class Fanout {

  /** A socket that hears events. */
  @FunctionalInterface
  interface Receiver {
    /** Takes an event; returns whether the connection was handed something. Must not block. */
    boolean onEvent(HomeEvent event);
  }

  private record Group(Set<Receiver> receivers, Subscription subscription) {}

  private final Topics topics;
  private final Map<String, Group> groups = new ConcurrentHashMap<>();

  Fanout(Topics topics) {
    this.topics = topics;
  }

  /** The topic of what all sockets of a device get (H-42). */
  static String deviceTopic(String deviceId) {
    return "home/device/" + deviceId;
  }

  /** The topic of what the subscribers of a widget get (H-40). */
  static String widgetTopic(String slug) {
    return "home/widget/" + slug;
  }

  /** Adds a receiver, compared by identity, until the subscription is closed. */
  Subscription add(String topic, Receiver receiver) {
    groups.compute(
        topic,
        (name, group) -> {
          Group open = group == null ? open(name) : group;
          open.receivers().add(receiver);
          return open;
        });
    return () -> remove(topic, receiver);
  }

  /** Publishes to all nodes; returns how many sockets are known to have been handed the event. */
  int publish(String topic, byte[] event) {
    return topics.publish(topic, event);
  }

  private Group open(String topic) {
    Set<Receiver> receivers = ConcurrentHashMap.newKeySet();
    return new Group(receivers, topics.subscribe(topic, event -> deliver(receivers, event)));
  }

  private void remove(String topic, Receiver receiver) {
    groups.computeIfPresent(
        topic,
        (name, group) -> {
          group.receivers().remove(receiver);
          if (!group.receivers().isEmpty()) {
            return group;
          }
          group.subscription().close();
          return null;
        });
  }

  private static int deliver(Set<Receiver> receivers, byte[] bytes) {
    HomeEvent event = HomeEvent.Codec.decode(bytes);
    int handed = 0;
    for (Receiver receiver : receivers) {
      handed += receiver.onEvent(event) ? 1 : 0;
    }
    return handed;
  }
}
