package dev.deltawire.tck;

import dev.deltawire.server.spi.Backplane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A backplane for several nodes of one process that keeps all rules, or all but one. */
final class ReferenceBackplane implements Backplane {

  /** What the nodes of one deployment share. */
  static final class Hub {
    private final List<ReferenceBackplane> nodes = new CopyOnWriteArrayList<>();
  }

  private final Hub hub;
  private final Sabotage sabotage;
  private final Map<String, Integer> subscriptions = new ConcurrentHashMap<>();
  private final AtomicInteger published = new AtomicInteger();
  private final List<byte[]> late = new ArrayList<>();
  private Receiver receiver;
  private volatile boolean closed;

  ReferenceBackplane(Hub hub, Sabotage sabotage) {
    this.hub = hub;
    this.sabotage = sabotage;
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
    hub.nodes.add(this);
  }

  @Override
  public void subscribe(String topic) {
    if (!closed) {
      subscriptions.merge(topic, 1, (before, one) -> sabotage.breaks(5) ? before + one : one);
    }
  }

  @Override
  public void unsubscribe(String topic) {
    if (!sabotage.breaks(4)) {
      subscriptions.remove(topic);
    }
    if (sabotage.breaks(23)) {
      hub.nodes.forEach(node -> node.subscriptions.remove(topic));
    }
  }

  @Override
  public int publish(String topic, byte[] event) {
    int number = published.incrementAndGet();
    boolean lost = (number > 1 && sabotage.breaks(1)) || (number % 100 == 0 && sabotage.breaks(9));
    if ((closed && !sabotage.breaks(10)) || lost) {
      return 0;
    }
    int counted = 0;
    for (ReferenceBackplane node : hub.nodes) {
      boolean unheard = node == this && hub.nodes.size() > 2 && sabotage.breaks(20);
      if (!unheard) {
        counted += node.receive(topic, event, node == this);
      }
    }
    return sabotage.breaks(8) ? counted + 1 : counted;
  }

  @Override
  public void close() {
    closed = !sabotage.breaks(10);
    if (closed) {
      subscriptions.clear();
      hub.nodes.remove(this);
    }
  }

  private int receive(String topic, byte[] event, boolean own) {
    int times = subscriptions.getOrDefault(matching(topic), 0);
    if (times == 0 && sabotage.breaks(21) && !subscriptions.isEmpty()) {
      times = 1;
    }
    int counted = 0;
    for (int i = 0; i < times; i++) {
      counted += inOrder(topic, event, own);
    }
    return counted;
  }

  private String matching(String topic) {
    if (sabotage.breaks(2)) {
      return subscriptions.keySet().stream().filter(topic::startsWith).findFirst().orElse(topic);
    }
    if (sabotage.breaks(7)) {
      return subscriptions.keySet().stream()
          .filter(name -> name.endsWith("*"))
          .filter(name -> topic.startsWith(name.substring(0, name.length() - 1)))
          .findFirst()
          .orElse(topic);
    }
    return topic;
  }

  private int inOrder(String topic, byte[] event, boolean own) {
    boolean shuffles = (own && sabotage.breaks(3)) || (!own && sabotage.breaks(22));
    if (shuffles && event.length > "event 100".length() - 1 && late.isEmpty()) {
      late.add(event);
      return 0;
    }
    byte[] handed =
        sabotage.breaks(6) ? Arrays.copyOf(event, Math.min(event.length, 65536)) : event;
    int counted = receiver.onEvent(topic, handed);
    late.forEach(held -> receiver.onEvent(topic, held));
    late.clear();
    return counted;
  }
}
