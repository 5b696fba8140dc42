package dev.deltawire.dialects.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.deltawire.server.Topics;
import dev.deltawire.server.spi.ErrorHandler;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FanoutTest {

  private static final ErrorHandler NOBODY_FAILS =
      (where, error) -> {
        throw new AssertionError(where, error);
      };

  private final CountedTopics topics = new CountedTopics();
  private final List<String> decoded = new ArrayList<>();
  private final Fanout<String> fanout =
      new Fanout<>(
          topics,
          bytes -> {
            decoded.add(new String(bytes, UTF_8));
            return new String(bytes, UTF_8);
          },
          NOBODY_FAILS);

  @Test
  @DisplayName("all connections of an identity get its events, decoded once; nobody else does")
  void allConnectionsOfAnIdentity() {
    List<String> heard = new ArrayList<>();
    Topics.Subscription first = fanout.add("agent/a", event -> heard.add("1 " + event));
    fanout.add("agent/a", event -> heard.add("2 " + event));
    fanout.add("agent/b", event -> heard.add("b " + event));
    fanout.add("agent/a", event -> false);
    assertEquals(2, fanout.publish("agent/a", "x".getBytes(UTF_8)), "handed to two of three");
    assertEquals(Set.of("1 x", "2 x"), Set.copyOf(heard));
    assertEquals(List.of("x"), decoded);
    first.close();
    first.close();
    assertEquals(1, fanout.publish("agent/a", "y".getBytes(UTF_8)));
  }

  @Test
  @DisplayName("what goes to several topics, or again and again, is decoded once while it is short")
  void theSameBytesAreDecodedOnce() {
    List<String> heard = new ArrayList<>();
    fanout.add("a", event -> heard.add("a " + event));
    fanout.add("b", event -> heard.add("b " + event));
    byte[] event = "x".getBytes(UTF_8);
    fanout.publish("a", event);
    fanout.publish("b", event);
    fanout.publish("a", event);
    fanout.publish("a", event.clone());
    assertEquals(List.of("a x", "b x", "a x", "a x"), heard);
    assertEquals(List.of("x", "x"), decoded, "once for each array");
    byte[] longer = "y".repeat(513).getBytes(UTF_8);
    fanout.publish("a", longer);
    fanout.publish("b", longer);
    assertEquals(4, decoded.size(), "nothing long is kept");
  }

  @Test
  @DisplayName("a topic is subscribed to once, and no longer than somebody wants it")
  void oneSubscriptionATopic() {
    Topics.Subscription first = fanout.add("t", event -> true);
    Topics.Subscription second = fanout.add("t", event -> true);
    assertEquals(1, topics.open("t"));
    first.close();
    assertEquals(1, topics.open("t"));
    second.close();
    assertEquals(0, topics.open("t"));
  }

  @Test
  @DisplayName("who has left holds nobody who came later")
  void whoHasLeftHoldsNobody() {
    Topics.Subscription first = fanout.add("t", event -> true);
    List<String> heard = new ArrayList<>();
    WeakReference<Object> later = new WeakReference<>(heard);
    Topics.Subscription second = fanout.add("t", heard::add);
    first.close();
    second.close();
    heard = null;
    second = null;
    assertFalse(Held.stays(later));
    first.close();
  }

  @Test
  @DisplayName("under races who is in hears, and the last one out leaves no subscription")
  void races() throws Exception {
    Fanout<String> racing = new Fanout<>(topics, bytes -> "", NOBODY_FAILS);
    Races.Tally missed = new Races.Tally();
    Races.run(
        4,
        thread -> {
          for (int i = 0; i < 3_000; i++) {
            Races.Tally heard = new Races.Tally();
            Topics.Subscription in =
                racing.add(
                    "t",
                    event -> {
                      heard.add(true);
                      return true;
                    });
            racing.publish("t", new byte[0]);
            missed.add(heard.count() == 0);
            in.close();
          }
        });
    assertEquals(0, missed.count());
    assertEquals(0, topics.open("t"));
  }

  /** One node's topics, each event delivered at once. */
  private static final class CountedTopics implements Topics {
    private final Map<String, List<ToIntFunction<byte[]>>> subscribers = new ConcurrentHashMap<>();

    @Override
    public Subscription subscribe(String topic, ToIntFunction<byte[]> subscriber) {
      List<ToIntFunction<byte[]>> all =
          subscribers.computeIfAbsent(topic, name -> new CopyOnWriteArrayList<>());
      all.add(subscriber);
      return () -> all.remove(subscriber);
    }

    @Override
    public int publish(String topic, byte[] event) {
      return subscribers.getOrDefault(topic, List.of()).stream()
          .mapToInt(subscriber -> subscriber.applyAsInt(event))
          .sum();
    }

    int open(String topic) {
      return subscribers.getOrDefault(topic, List.of()).size();
    }
  }
}
