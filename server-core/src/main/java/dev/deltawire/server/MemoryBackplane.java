package dev.deltawire.server;

import dev.deltawire.server.spi.Backplane;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The backplane of a single node: what is published goes straight to this node's subscribers. */
public final class MemoryBackplane implements Backplane {

  private final Set<String> topics = ConcurrentHashMap.newKeySet();
  private volatile Receiver receiver = (topic, event) -> 0;

  private MemoryBackplane() {}

  /** Makes one; it connects nothing to nothing else. */
  public static MemoryBackplane create() {
    return new MemoryBackplane();
  }

  @Override
  public void start(Receiver newReceiver) {
    receiver = newReceiver;
  }

  @Override
  public void subscribe(String topic) {
    topics.add(topic);
  }

  @Override
  public void unsubscribe(String topic) {
    topics.remove(topic);
  }

  @Override
  public int publish(String topic, byte[] event) {
    return topics.contains(topic) ? receiver.onEvent(topic, event) : 0;
  }

  @Override
  public void close() {
    topics.clear();
    receiver = (topic, event) -> 0;
  }
}
