package dev.deltawire.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.ToIntFunction;

/**
 * What has been lent and has come back, to be lent again: so many, of so many bytes together. What
 * is more is the collector's.
 *
 * <p>Nobody waits for a thread that the system has stopped meanwhile, as it does those that come
 * last of all: to a loop new memory is less (0054). Thread: any.
 */
final class Spares<T> {

  private final SpinLock lock = new SpinLock();
  private final Deque<T> spares;
  private final int most;
  private final int mostBytes;
  private final ToIntFunction<T> size;
  private int bytes;

  /** None yet; {@code size} tells of each how many bytes it has. */
  Spares(int most, int mostBytes, ToIntFunction<T> size) {
    this.spares = new ArrayDeque<>(most);
    this.most = most;
    this.mostBytes = mostBytes;
    this.size = size;
  }

  /** The one that came back last; null if there is none, or another thread stays at it. */
  T take() {
    if (!lock.tryLock()) {
      return null;
    }
    try {
      T spare = spares.poll();
      bytes -= spare == null ? 0 : size.applyAsInt(spare);
      return spare;
    } finally {
      lock.unlock();
    }
  }

  /** Takes one back that nobody uses any more, unless there are enough, or another stays at it. */
  void give(T spare) {
    if (!lock.tryLock()) {
      return;
    }
    try {
      int more = size.applyAsInt(spare);
      if (spares.size() < most && more <= mostBytes - bytes) {
        spares.push(spare);
        bytes += more;
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many wait to be lent. Waits for whoever is at it. */
  int count() {
    lock.lock();
    try {
      return spares.size();
    } finally {
      lock.unlock();
    }
  }
}
