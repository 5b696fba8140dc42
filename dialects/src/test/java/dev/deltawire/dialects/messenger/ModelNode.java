package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.server.Streams;
import dev.deltawire.server.Topics;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.Node;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/** A node whose topics deliver late, in any order, or not at all. */
final class ModelNode implements Node, Topics {

  private interface Event {
    void arrive();
  }

  final TestNode node = new TestNode();
  Executor executor = node.executor();
  private final List<Event> underWay = new ArrayList<>();

  @Override
  public Streams streams() {
    return node.streams();
  }

  @Override
  public Topics topics() {
    return this;
  }

  @Override
  public Executor executor() {
    return executor;
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return node.scheduler();
  }

  @Override
  public InstantSource clock() {
    return node.clock();
  }

  @Override
  public ErrorHandler errorHandler() {
    return node.errorHandler();
  }

  @Override
  public Subscription subscribe(String topic, ToIntFunction<byte[]> subscriber) {
    return node.topics().subscribe(topic, subscriber);
  }

  @Override
  public int publish(String topic, byte[] event) {
    underWay.add(() -> node.topics().publish(topic, event));
    return 0;
  }

  /** Delivers one of the events that are under way, or loses it. */
  void deliverOne(RandomGenerator random, boolean maybeLose) {
    if (!underWay.isEmpty()) {
      Event event = underWay.remove(random.nextInt(underWay.size()));
      if (!maybeLose || random.nextInt(10) > 0) {
        event.arrive();
      }
    }
  }

  /** Delivers the newest of the events that are under way, which overtakes the others. */
  void deliverLast() {
    underWay.remove(underWay.size() - 1).arrive();
  }

  void deliverAll() {
    while (!underWay.isEmpty()) {
      underWay.remove(0).arrive();
    }
  }
}
