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

  /** What a turn may hold beside its text: a long question. */
  private static final long TURN_BYTES = 1 << 16;

  /** Of all conversations with turns, those of one owner are at most one in so many. */
  private static final int OWNERS = 4;

  private static final class Queue<T> {
    final String owner;
    int places;
    boolean running;
    final Deque<T> waiting = new ArrayDeque<>();

    Queue(String owner) {
      this.owner = owner;
    }
  }

  private final int maxWaiting;
  private final long maxQueues;
  private final Map<K, Queue<T>> queues = new HashMap<>();

  /** How many queues each owner has. */
  private final Map<String, Integer> owned = new HashMap<>();

  /**
   * Queues in each of which so many turns may wait behind the one that runs; those that run take up
   * to a quarter of the heap.
   */
  public TurnQueues(int maxWaiting) {
    this(maxWaiting, Runtime.getRuntime().maxMemory() / 4 / TURN_BYTES);
  }

  TurnQueues(int maxWaiting, long maxQueues) {
    this.maxWaiting = maxWaiting;
    this.maxQueues = maxQueues;
  }

  /**
   * Reserves a place; returns false when too many wait, or too many others have turns.
   *
   * @param owner who answers for the conversation's turns if it has none yet
   */
  public synchronized boolean reserve(K conversation, String owner) {
    Queue<T> queue = queues.get(conversation);
    if (queue == null) {
      int others = owned.getOrDefault(owner, 0);
      if (queues.size() >= maxQueues || others >= maxQueues / OWNERS) {
        return false;
      }
      queue = new Queue<>(owner);
      queues.put(conversation, queue);
      owned.put(owner, others + 1);
    }
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
      owned.computeIfPresent(queue.owner, (owner, count) -> count == 1 ? null : count - 1);
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
