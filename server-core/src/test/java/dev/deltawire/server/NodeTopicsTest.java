package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NodeTopicsTest {

  private final MemoryBackplane backplane = MemoryBackplane.create();
  private final List<Throwable> defects = new ArrayList<>();
  private final NodeTopics topics = new NodeTopics(backplane, (where, error) -> defects.add(error));
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void start() {
    topics.start();
  }

  @Test
  @DisplayName(
      "An event reaches each subscriber of its topic and no other; the count says how many")
  void reachesSubscribers() {
    topics.subscribe("a", event -> hear("first", event));
    topics.subscribe("a", event -> hear("second", event));
    topics.subscribe("b", event -> hear("third", event));
    assertEquals(2, topics.publish("a", new byte[] {'x'}));
    assertEquals(List.of("first x", "second x"), heard.stream().sorted().toList());
    assertEquals(0, topics.publish("c", new byte[] {'y'}));
  }

  @Test
  @DisplayName("A subscriber that throws keeps nothing from the others, nor from the publisher")
  void throwingSubscriber() {
    topics.subscribe("a", event -> hear("first", event));
    topics.subscribe(
        "a",
        event -> {
          throw new IllegalStateException("bad subscriber");
        });
    topics.subscribe("a", event -> hear("third", event));
    assertEquals(2, topics.publish("a", new byte[] {'x'}));
    assertEquals(List.of("first x", "third x"), heard.stream().sorted().toList());
    assertEquals("bad subscriber", defects.get(0).getMessage());
  }

  @Test
  @DisplayName("Fifty thousand come and go at one topic in no time")
  @Timeout(5)
  void manySubscribers() {
    List<Topics.Subscription> all = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      all.add(topics.subscribe("a", event -> 1));
    }
    assertEquals(50_000, topics.publish("a", new byte[] {'x'}));
    all.forEach(Topics.Subscription::close);
    assertEquals(0, topics.publish("a", new byte[] {'x'}));
  }

  @Test
  @DisplayName("A closed subscription hears nothing; closing twice closes no other one")
  void unsubscribes() {
    Topics.Subscription first = topics.subscribe("a", event -> hear("first", event));
    topics.subscribe("a", event -> hear("second", event));
    first.close();
    first.close();
    assertEquals(1, topics.publish("a", new byte[] {'x'}));
    assertEquals(List.of("second x"), heard);
  }

  @Test
  @DisplayName("A topic without subscribers is given up at the backplane and can be taken up again")
  void lastSubscriberLeaves() {
    topics.subscribe("a", event -> hear("first", event)).close();
    assertEquals(0, topics.publish("a", new byte[] {'x'}));
    topics.subscribe("a", event -> hear("again", event));
    assertEquals(1, topics.publish("a", new byte[] {'y'}));
    assertEquals(List.of("again y"), heard);
  }

  @Test
  @DisplayName("A closed backplane delivers nothing and does not throw")
  void closed() {
    topics.subscribe("a", event -> hear("first", event));
    backplane.close();
    assertEquals(0, topics.publish("a", new byte[] {'x'}));
  }

  private int hear(String who, byte[] event) {
    heard.add(who + " " + (char) event[0]);
    return 1;
  }
}
