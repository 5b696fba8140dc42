package dev.deltawire.dialects.internal;

import dev.deltawire.server.Topics;
import dev.deltawire.server.Topics.Subscription;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.Map;
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

  private record Group<E>(Members<E> members, Subscription subscription) {}

  private final Topics topics;
  private final DecodedEvents<E> decoded;
  private final ErrorHandler errors;
  private final Map<String, Group<E>> groups = new ConcurrentHashMap<>();

  /**
   * A fan-out of events that {@code decoder} reads from what is published.
   *
   * @param errors hears of what subscribers throw
   */
  public Fanout(Topics topics, Function<byte[], E> decoder, ErrorHandler errors) {
    this.topics = topics;
    this.decoded = new DecodedEvents<>(decoder);
    this.errors = errors;
  }

  /** Adds a subscriber until the subscription is closed. */
  public Subscription add(String topic, Subscriber<E> subscriber) {
    Membership membership = new Membership(topic, subscriber);
    groups.compute(topic, (name, group) -> membership.begin(group));
    return membership;
  }

  /**
   * Publishes to all nodes; returns how many connections are known to have been handed it.
   *
   * @param event not changed from now on; the same array again is the same event again
   */
  public int publish(String topic, byte[] event) {
    return topics.publish(topic, event);
  }

  private Group<E> open(String topic) {
    Members<E> members = new Members<>(errors);
    return new Group<>(members, topics.subscribe(topic, event -> members.tell(decoded.of(event))));
  }

  /** One subscriber's way into a topic's group and out of it. */
  private final class Membership implements Subscription {
    private final String topic;
    private final Subscriber<E> subscriber;

    /** Null when it has left: it would hold all who come after it. */
    private Members.Member<E> member;

    Membership(String topic, Subscriber<E> subscriber) {
      this.topic = topic;
      this.subscriber = subscriber;
    }

    Group<E> begin(Group<E> known) {
      Group<E> group = known == null ? open(topic) : known;
      member = group.members().add(subscriber);
      return group;
    }

    @Override
    public void close() {
      groups.computeIfPresent(topic, (name, group) -> end(group));
    }

    private Group<E> end(Group<E> group) {
      if (member == null) {
        return group;
      }
      group.members().remove(member);
      member = null;
      if (!group.members().isEmpty()) {
        return group;
      }
      group.subscription().close();
      return null;
    }
  }
}
