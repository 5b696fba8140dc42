package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Backplane;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every backplane has to do for one node: rules B-01 to B-10 of {@code docs/backplanes.md}.
 *
 * <pre>{@code
 * final class MemoryBackplaneContractTest extends BackplaneContract {
 *   @Override
 *   protected Backplane create() {
 *     return MemoryBackplane.create();
 *   }
 * }
 * }</pre>
 */
public abstract class BackplaneContract extends NumberedRules {

  private static final int EVENTS = 500;
  private static final int PUBLISHERS = 4;

  /** For subclasses. */
  protected BackplaneContract() {}

  /** A node's backplane that is not started yet. */
  protected abstract Backplane create();

  @Test
  final void b01_anEventReachesTheNodeThatHasSubscribed() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      node.publish(topic, "event");
      assertEquals(topic + " event", node.next());
    }
  }

  @Test
  final void b02_otherTopicsStayQuiet() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      node.publish(topic + "2", "elsewhere");
      node.publish(topic.substring(1), "elsewhere");
      node.publish(topic, "here");
      assertEquals(topic + " here", node.next());
      node.assertQuiet();
    }
  }

  @Test
  final void b03_eventsComeInTheOrderOfTheirPublisher() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      for (int i = 0; i < EVENTS; i++) {
        node.publish(topic, "event " + i);
      }
      for (int i = 0; i < EVENTS; i++) {
        assertEquals(topic + " event " + i, node.next());
      }
    }
  }

  @Test
  final void b04_unsubscribingEndsTheFlowOfThatTopicAlone() throws Exception {
    try (BackplaneNode node = node()) {
      String ended = node.subscribed("ended");
      String kept = node.subscribed("kept");
      node.unsubscribed(ended);
      node.publish(ended, "late");
      node.publish(kept, "event");
      assertEquals(kept + " event", node.next());
      node.assertQuiet();
    }
  }

  @Test
  final void b05_subscribingTwiceIsSubscribingOnce() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      node.backplane().subscribe(topic);
      node.publish(topic, "event");
      assertEquals(topic + " event", node.next());
      node.assertQuiet();
      node.unsubscribed(topic);
      node.backplane().unsubscribe(topic);
      node.publish(topic, "late");
      node.assertQuiet();
    }
  }

  @Test
  final void b06_bytesArriveAsTheyWere() throws Exception {
    byte[] large = new byte[1 << 20];
    new Random(6).nextBytes(large);
    byte[] breaks = {0, '\r', '\n', (byte) 0xFF, (byte) 0xC3, 0};
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      for (byte[] event : List.of(new byte[0], breaks, large)) {
        node.backplane().publish(topic, event);
        assertArrayEquals(event, node.nextBytes());
      }
    }
  }

  @Test
  final void b07_topicsAreNamesAndNoPatterns() throws Exception {
    try (BackplaneNode node = node()) {
      for (String name : List.of("a*", "a?", "[ab]", "a b", "a:b/c", "grüße 😀", "{a}", "a\\b")) {
        String topic = node.subscribed(name);
        node.publish(topic, "event");
        assertEquals(topic + " event", node.next());
      }
      String pattern = node.subscribed("pattern*");
      node.publish(pattern.replace("*", "xyz"), "elsewhere");
      node.publish(pattern, "here");
      assertEquals(pattern + " here", node.next());
      node.assertQuiet();
    }
  }

  @Test
  final void b08_noMoreAreCountedThanWereHandedTheEvent() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      for (int i = 0; i < EVENTS; i++) {
        int counted = node.publish(topic, "event");
        assertTrue(
            counted >= 0 && counted <= BackplaneNode.CONNECTIONS, () -> "counted " + counted);
      }
      assertEquals(0, node.publish(topic + " of nobody", "event"));
    }
  }

  @Test
  final void b09_manyPublishersLoseNothingAndKeepTheirOrder() throws Exception {
    ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS);
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      for (int p = 0; p < PUBLISHERS; p++) {
        int publisher = p;
        publishers.execute(() -> publishAll(node, topic, publisher));
      }
      int[] following = new int[PUBLISHERS];
      for (int i = 0; i < PUBLISHERS * EVENTS; i++) {
        String[] event = node.next().substring(topic.length() + 1).split(":", 2);
        int publisher = Integer.parseInt(event[0]);
        assertEquals(following[publisher]++, Integer.parseInt(event[1]));
      }
      node.assertQuiet();
    } finally {
      publishers.shutdownNow();
      publishers.awaitTermination(1, TimeUnit.SECONDS);
    }
  }

  @Test
  final void b10_afterCloseNothingComesAndCallsDoNothing() throws Exception {
    try (BackplaneNode node = node()) {
      String topic = node.subscribed("topic");
      node.backplane().close();
      assertEquals(0, node.publish(topic, "late"));
      node.backplane().subscribe(topic);
      node.backplane().unsubscribe(topic);
      assertEquals(0, node.publish(topic, "late"));
      node.backplane().close();
      node.assertQuiet();
    }
  }

  /** A started node. */
  final BackplaneNode node() {
    return BackplaneNode.start(create());
  }

  private static void publishAll(BackplaneNode node, String topic, int publisher) {
    for (int i = 0; i < EVENTS; i++) {
      node.publish(topic, publisher + ":" + i);
    }
  }
}
