package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.deltawire.server.spi.Backplane;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One node as its backplane sees it: a receiver that remembers.
 *
 * <p>A subscription need not be in force when {@code subscribe} returns, so the methods here
 * publish until it is.
 */
final class BackplaneNode implements AutoCloseable {

  /** How many connections the receiver says it has handed an event to. */
  static final int CONNECTIONS = 3;

  private static final long PROBE_MILLIS = 20;
  private static final AtomicInteger UNIQUE = new AtomicInteger();
  private static final String RUN = Long.toHexString(System.nanoTime());

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Event(String topic, byte[] bytes) {

    String text() {
      return topic + " " + new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private final Backplane backplane;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private BackplaneNode(Backplane backplane) {
    this.backplane = backplane;
  }

  static BackplaneNode start(Backplane backplane) {
    BackplaneNode node = new BackplaneNode(backplane);
    backplane.start(node::receive);
    return node;
  }

  Backplane backplane() {
    return backplane;
  }

  /**
   * Subscribes to a topic of this name that no other test uses, and waits until that is in force.
   */
  String subscribed(String name) throws InterruptedException {
    String topic = RUN + ":" + UNIQUE.incrementAndGet() + ":" + name;
    subscribed(topic, new BackplaneNode[0]);
    return topic;
  }

  /** Subscribes to a topic that {@code others} have subscribed to. */
  void subscribed(String topic, BackplaneNode... others) throws InterruptedException {
    backplane.subscribe(topic);
    long deadline = System.nanoTime() + Patience.duration().toNanos();
    do {
      expect(System.nanoTime() < deadline, "the subscription does not come into force");
      publish(topic, "probe");
    } while (events.poll(PROBE_MILLIS, TimeUnit.MILLISECONDS) == null);
    String end = "end of probes " + UNIQUE.incrementAndGet();
    publish(topic, end);
    skipTo(topic + " " + end);
    for (BackplaneNode other : others) {
      other.skipTo(topic + " " + end);
    }
  }

  /**
   * Unsubscribes and waits until that is in force, for this node and in the view of {@code others}.
   */
  void unsubscribed(String topic, BackplaneNode... others) throws InterruptedException {
    backplane.unsubscribe(topic);
    long deadline = System.nanoTime() + Patience.duration().toNanos();
    do {
      expect(System.nanoTime() < deadline, "the flow does not end");
      events.clear();
      publish(topic, "probe");
    } while (events.poll(Rig.QUIET.toMillis(), TimeUnit.MILLISECONDS) != null);
    String end = "end of probes " + UNIQUE.incrementAndGet();
    publish(topic, end);
    for (BackplaneNode other : others) {
      other.skipTo(topic + " " + end);
    }
  }

  int publish(String topic, String event) {
    return backplane.publish(topic, event.getBytes(StandardCharsets.UTF_8));
  }

  /** The next event: its topic, a blank and its text. */
  String next() throws InterruptedException {
    return nextEvent().text();
  }

  byte[] nextBytes() throws InterruptedException {
    return nextEvent().bytes();
  }

  void assertQuiet() throws InterruptedException {
    Event event = events.poll(Rig.QUIET.toMillis(), TimeUnit.MILLISECONDS);
    assertNull(event, () -> "one more event: " + event.text());
  }

  @Override
  public void close() {
    backplane.close();
  }

  private int receive(String topic, byte[] bytes) {
    events.add(new Event(topic, bytes));
    return CONNECTIONS;
  }

  private Event nextEvent() throws InterruptedException {
    Event event = events.poll(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
    expect(event != null, "no event came in time");
    return event;
  }

  private void skipTo(String last) throws InterruptedException {
    while (!next().equals(last)) {
      Thread.onSpinWait();
    }
  }

  private static void expect(boolean fulfilled, String otherwise) {
    if (!fulfilled) {
      throw new AssertionError(otherwise);
    }
  }
}
