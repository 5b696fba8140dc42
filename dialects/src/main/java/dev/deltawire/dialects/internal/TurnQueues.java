package dev.deltawire.dialects.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The turns of all conversations: of each, one runs and the others wait in order (H-32).
 *
 * <p>Thread: any; does not block. A turn first reserves its place, is added when its message is
 * stored, and ends by asking for the next one.
 *
 * @param <K> what names a conversation
 * @param <T> a turn
 */
public final class TurnQueues<K, T> {

  private static final class Queue<T> {
    int places;
    boolean running;
    final Deque<T> waiting = new ArrayDeque<>();
  }

  private final int maxWaiting;
  private final Map<K, Queue<T>> queues = new HashMap<>();

  /** Queues in each of which so many turns may wait behind the one that runs. */
  public TurnQueues(int maxWaiting) {
    this.maxWaiting = maxWaiting;
  }

  /** Reserves a place; returns false when too many wait. */
  public synchronized boolean reserve(K conversation) {
    Queue<T> queue = queues.computeIfAbsent(conversation, id -> new Queue<>());
    if (queue.places > maxWaiting) {
      return false;
    }
    queue.places++;
    return true;
  }

  /** Gives back a place that was reserved in vain. */
  public synchronized void release(K conversation) {
    Queue<T> queue = queues.get(conversation);
    queue.places--;
    if (queue.places == 0) {
      queues.remove(conversation);
    }
  }

  /** Adds a turn in its reserved place; returns whether the caller has to start it. */
  public synchronized boolean add(K conversation, T turn) {
    Queue<T> queue = queues.get(conversation);
    if (queue.running) {
      queue.waiting.add(turn);
      return false;
    }
    queue.running = true;
    return true;
  }

  /** Ends the running turn; the caller has to start the one that is returned. */
  public synchronized Optional<T> next(K conversation) {
    Queue<T> queue = queues.get(conversation);
    T next = queue.waiting.poll();
    queue.running = next != null;
    release(conversation);
    return Optional.ofNullable(next);
  }
}
