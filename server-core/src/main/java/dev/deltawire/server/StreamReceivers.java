package dev.deltawire.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who receives a stream: a group or two per loop and wire format, and those on their way to one.
 *
 * <p>It has a lock of its own: loops that come and go don't wait for the producer's, who may come
 * last (0051). Thread: any.
 */
final class StreamReceivers<E> {

  /** They have been promised a position, and have not reached their loop yet. */
  private final List<StreamReceiver<E>> joining = new ArrayList<>();

  private volatile List<StreamGroup<E>> groups = List.of();

  /** Keeps what an admitted receiver is to get, until it is attached or abandoned. */
  synchronized void expect(StreamReceiver<E> receiver) {
    joining.add(receiver);
  }

  /** Puts an admitted receiver into its loop's group. Thread: that loop. */
  synchronized StreamGroup<E> attach(StreamReceiver<E> receiver, LoopContext context) {
    joining.remove(receiver);
    StreamGroup<E> group = groupOf(context, receiver);
    group.add(receiver);
    return group;
  }

  /** Forgets an admitted receiver whose connection has gone before it was attached. */
  synchronized void abandon(StreamReceiver<E> receiver) {
    joining.remove(receiver);
  }

  /**
   * Drops a group without receivers.
   *
   * @param unused told of its format if no other group has it, before one may come that does
   */
  synchronized void remove(StreamGroup<E> group, Consumer<WireFormat<E>> unused) {
    List<StreamGroup<E>> fewer = new ArrayList<>(groups);
    fewer.remove(group);
    groups = List.copyOf(fewer);
    if (fewer.stream().noneMatch(other -> other.format() == group.format())) {
      unused.accept(group.format());
    }
  }

  /** There is something new for all of them. Waits for no lock. */
  void signal() {
    List<StreamGroup<E>> current = groups;
    for (int i = 0; i < current.size(); i++) {
      current.get(i).signal();
    }
  }

  /** No receiver needs text before this position. */
  synchronized long floor() {
    long lowest = Long.MAX_VALUE;
    List<StreamGroup<E>> current = groups;
    for (int i = 0; i < current.size(); i++) {
      lowest = Math.min(lowest, current.get(i).floor());
    }
    for (int i = 0; i < joining.size(); i++) {
      lowest = Math.min(lowest, joining.get(i).position());
    }
    return lowest;
  }

  private StreamGroup<E> groupOf(LoopContext context, StreamReceiver<E> receiver) {
    for (StreamGroup<E> group : groups) {
      if (group.suits(receiver, context)) {
        return group;
      }
    }
    StreamGroup<E> added =
        new StreamGroup<>(receiver.stream(), context, receiver, receiver.groupStart());
    List<StreamGroup<E>> more = new ArrayList<>(groups);
    more.add(added);
    groups = List.copyOf(more);
    return added;
  }
}
