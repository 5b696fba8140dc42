package dev.deltawire.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The streams of one server by key. Ended ones stay for resumes until they are too old or, oldest
 * first, until all of them together hold too much text.
 */
final class StreamRegistry implements Streams {

  private final Map<String, LogStream<?>> newest = new ConcurrentHashMap<>();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private final StreamRetention retention;
  private final LongSupplier nanoClock;
  private long endedBytes;

  private record Ended(LogStream<?> stream, long bytes, long atNanos) {}

  StreamRegistry(StreamRetention retention, LongSupplier nanoClock) {
    this.retention = retention;
    this.nanoClock = nanoClock;
  }

  @Override
  public <E> TextStream<E> open(String key, StreamOptions options) {
    LogStream<E> stream = new LogStream<>(key, options, this::retain);
    newest.put(key, stream);
    return stream;
  }

  @Override
  @SuppressWarnings("unchecked") // the caller names the type that it opened this key's streams with
  public <E> Optional<TextStream<E>> find(String key) {
    forgetExpired();
    return Optional.ofNullable((TextStream<E>) newest.get(key));
  }

  private synchronized void retain(LogStream<?> stream) {
    long bytes = stream.retainedBytes();
    ended.addLast(new Ended(stream, bytes, nanoClock.getAsLong()));
    endedBytes += bytes;
    forgetExpired();
  }

  private synchronized void forgetExpired() {
    long oldest = nanoClock.getAsLong() - retention.maxAge().toNanos();
    while (!ended.isEmpty()
        && (endedBytes > retention.maxBytes() || ended.peekFirst().atNanos() - oldest < 0)) {
      Ended forgotten = ended.removeFirst();
      endedBytes -= forgotten.bytes();
      newest.remove(forgotten.stream().key(), forgotten.stream());
    }
  }
}
