package dev.deltawire.dialects.home;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The turns of all conversations: of each, one runs and the others wait in order (H-32).
 *
 * <p>Thread: any; does not block. A turn first reserves its place, is added when its message is
 * stored, and ends by asking for the next one.
 */
final class TurnQueues {

  private static final class Queue {
    int places;
    boolean running;
    final Deque<ChatTurn> waiting = new ArrayDeque<>();
  }

  private final int maxWaiting;
  private final Map<UUID, Queue> queues = new HashMap<>();

  TurnQueues(int maxWaiting) {
    this.maxWaiting = maxWaiting;
  }

  /** Reserves a place; returns false when too many wait. */
  synchronized boolean reserve(UUID conversationId) {
    Queue queue = queues.computeIfAbsent(conversationId, id -> new Queue());
    if (queue.places > maxWaiting) {
      return false;
    }
    queue.places++;
    return true;
  }

  /** Gives back a place that was reserved in vain. */
  synchronized void release(UUID conversationId) {
    Queue queue = queues.get(conversationId);
    queue.places--;
    if (queue.places == 0) {
      queues.remove(conversationId);
    }
  }

  /** Adds a turn in its reserved place; returns whether the caller has to start it. */
  synchronized boolean add(UUID conversationId, ChatTurn turn) {
    Queue queue = queues.get(conversationId);
    if (queue.running) {
      queue.waiting.add(turn);
      return false;
    }
    queue.running = true;
    return true;
  }

  /** Ends the running turn; the caller has to start the one that is returned. */
  synchronized Optional<ChatTurn> next(UUID conversationId) {
    Queue queue = queues.get(conversationId);
    ChatTurn next = queue.waiting.poll();
    queue.running = next != null;
    release(conversationId);
    return Optional.ofNullable(next);
  }
}
