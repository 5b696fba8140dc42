package dev.deltawire.server;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The streams of one server by key. Ended ones stay for resumes until they are too old or, oldest
 * first, until all of them together hold too much text, or running ones need the room.
 */
final class StreamRegistry implements Streams {

  private final Map<String, LogStream<?>> newest = new ConcurrentHashMap<>();

  /** Those of the above that have ended, the one that ended first first. */
  private final Map<LogStream<?>, Ended> ended = new LinkedHashMap<>();

  private final StreamRetention retention;
  private final LongSupplier nanoClock;
  private final RunningText running;
  private long endedBytes;

  /**
   * For what has ended. Who tells or finds one doesn't wait for it, loops above all (0051): whoever
   * has it sees to what was told.
   */
  private final ReentrantLock lock = new ReentrantLock();

  /** Streams that have ended, or take something else since. */
  private final Queue<LogStream<?>> told = new ConcurrentLinkedQueue<>();

  private record Ended(long bytes, long atNanos) {}

  StreamRegistry(StreamRetention retention, RunningText running, LongSupplier nanoClock) {
    this.running = running;
    this.retention = retention;
    this.nanoClock = nanoClock;
  }

  @Override
  public <E> TextStream<E> open(String key, StreamOptions options) {
    LogStream<E> stream = new LogStream<>(key, options, this::retain, running);
    LogStream<?> former = newest.put(key, stream);
    settle(former);
    return stream;
  }

  @Override
  @SuppressWarnings("unchecked") // the caller names the type that it opened this key's streams with
  public <E> Optional<TextStream<E>> find(String key) {
    settleUnlessBusy();
    return Optional.ofNullable((TextStream<E>) newest.get(key));
  }

  @Override
  public void forget(TextStream<?> stream) {
    if (stream instanceof LogStream<?> known && newest.remove(known.key(), known)) {
      settle(known);
    }
  }

  /** Takes note of a stream's end, or of what it takes now. Thread: any; does not wait. */
  private void retain(LogStream<?> stream) {
    told.add(stream);
    settleUnlessBusy();
  }

  /** Sees to what was told and is due, and keeps a stream no more that is found no more, if any. */
  private void settle(LogStream<?> replaced) {
    lock.lock();
    try {
      if (replaced != null) {
        release(replaced);
      }
      settleAll();
    } finally {
      lock.unlock();
    }
    if (!told.isEmpty()) {
      settleUnlessBusy();
    }
  }

  /** Whoever finds the lock taken relies on another look when it has been given back. */
  private void settleUnlessBusy() {
    boolean more = true;
    while (more && lock.tryLock()) {
      try {
        settleAll();
      } finally {
        lock.unlock();
      }
      more = !told.isEmpty();
    }
  }

  private void settleAll() {
    for (LogStream<?> next = told.peek(); next != null; next = told.peek()) {
      take(next);
      told.remove();
    }
    forgetExpired();
  }

  private void take(LogStream<?> stream) {
    if (newest.get(stream.key()) == stream) {
      Ended former = ended.get(stream);
      long atNanos = former == null ? nanoClock.getAsLong() : former.atNanos();
      Ended now = new Ended(stream.memoryBytes(), atNanos);
      ended.put(stream, now); // stays in its place
      endedBytes += now.bytes() - (former == null ? 0 : former.bytes());
    } else {
      stream.forgotten();
    }
  }

  private void forgetExpired() {
    long oldest = nanoClock.getAsLong() - retention.maxAge().toNanos();
    long room = Math.min(retention.maxBytes(), running.room());
    Iterator<Map.Entry<LogStream<?>, Ended>> first = ended.entrySet().iterator();
    while (first.hasNext()) {
      Map.Entry<LogStream<?>, Ended> entry = first.next();
      boolean expired = entry.getValue().atNanos() - oldest < 0;
      if (!expired && endedBytes <= room) {
        return;
      }
      first.remove();
      endedBytes -= entry.getValue().bytes();
      newest.remove(entry.getKey().key(), entry.getKey());
      entry.getKey().forgotten();
    }
  }

  private void release(LogStream<?> stream) {
    Ended forgotten = ended.remove(stream);
    if (forgotten != null) { // one that runs is forgotten when it ends
      endedBytes -= forgotten.bytes();
      stream.forgotten();
    }
  }
}
