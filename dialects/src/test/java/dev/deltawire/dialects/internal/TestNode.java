package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.VirtualTime;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.Streams;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.Topics;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.Node;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.ToIntFunction;

/** A node on one thread, in virtual time, without connections. */
public final class TestNode implements Node {

  public final VirtualTime time = VirtualTime.create();
  public final List<Throwable> errors = new ArrayList<>();
  public final LocalTopics topics = new LocalTopics();
  public final RecordedStreams streams = new RecordedStreams();

  /** Whether there is no thread for anything. */
  public boolean refusing;

  /** Whether there is no memory for a task or an instant. */
  public boolean exhausted;

  @Override
  public Streams streams() {
    return streams;
  }

  @Override
  public Topics topics() {
    return topics;
  }

  @Override
  public Executor executor() {
    return this::execute;
  }

  private void execute(Runnable task) {
    requireMemory();
    if (refusing) {
      throw new RejectedExecutionException("a test's");
    }
    time.execute(task);
  }

  @Override
  public ScheduledExecutorService scheduler() {
    return time;
  }

  @Override
  public InstantSource clock() {
    return () -> {
      requireMemory();
      return Instant.ofEpochMilli(time.nowMillis());
    };
  }

  private void requireMemory() {
    if (exhausted) {
      throw new OutOfMemoryError("a test's");
    }
  }

  @Override
  public ErrorHandler errorHandler() {
    return (where, error) -> errors.add(error);
  }

  /** Topics of one node, each event delivered at once. */
  public static final class LocalTopics implements Topics {

    public final Map<String, List<ToIntFunction<byte[]>>> subscribers = new HashMap<>();

    @Override
    public Subscription subscribe(String topic, ToIntFunction<byte[]> subscriber) {
      subscribers.computeIfAbsent(topic, t -> new ArrayList<>()).add(subscriber);
      return () -> {
        subscribers.get(topic).remove(subscriber);
        subscribers.values().removeIf(List::isEmpty);
      };
    }

    @Override
    public int publish(String topic, byte[] event) {
      return subscribers.getOrDefault(topic, List.of()).stream()
          .mapToInt(subscriber -> subscriber.applyAsInt(event))
          .sum();
    }
  }

  /** Streams that write down what is put into them. */
  public static final class RecordedStreams implements Streams {

    public final Map<String, RecordedStream<?>> newest = new HashMap<>();

    /** Whether streams that are opened are refused all text. */
    public boolean full;

    /** Whether no stream is found again. */
    public boolean forgetful;

    public int opened;

    @Override
    public <E> TextStream<E> open(String key, StreamOptions options) {
      RecordedStream<E> stream = new RecordedStream<>(key, full ? 0 : options.maxBytes());
      newest.put(key, stream);
      opened++;
      return stream;
    }

    @Override
    @SuppressWarnings("unchecked") // as the seam says, the caller names the type
    public <E> Optional<TextStream<E>> find(String key) {
      return forgetful ? Optional.empty() : Optional.ofNullable((TextStream<E>) newest.get(key));
    }

    @Override
    public void forget(TextStream<?> stream) {
      newest.remove(stream.key(), stream);
    }
  }

  /** One stream's text and events, in order. */
  public static final class RecordedStream<E> implements TextStream<E> {

    public final List<Object> entries = new ArrayList<>();

    /** Bytes that were to be counted beside its text. */
    public long held;

    /** Whether nothing more is counted. */
    public boolean full;

    /** Whether there is no memory for its text. */
    public boolean unreadable;

    /** What happens while its text is read. */
    public Runnable whenRead = () -> {};

    private final String key;
    private final long maxBytes;
    private final StringBuilder text = new StringBuilder();
    private boolean ended;

    private RecordedStream(String key, long maxBytes) {
      this.key = key;
      this.maxBytes = maxBytes;
      this.full = maxBytes == 0;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public AppendResult append(CharSequence chunk) {
      if (ended) {
        return AppendResult.ENDED;
      }
      if (text.length() + chunk.length() > maxBytes) {
        return AppendResult.TOO_LONG;
      }
      entries.add(chunk.toString());
      text.append(chunk);
      return AppendResult.APPENDED;
    }

    @Override
    public AppendResult append(byte[] utf8, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AppendResult emit(E event) {
      entries.add(event);
      return AppendResult.APPENDED;
    }

    @Override
    public AppendResult hold(long bytes) {
      held += bytes;
      return full ? AppendResult.TOO_LONG : AppendResult.APPENDED;
    }

    @Override
    public boolean end(E terminal) {
      if (ended) {
        throw new IllegalStateException("ended twice");
      }
      ended = true;
      entries.add(terminal);
      return true;
    }

    @Override
    public boolean ended() {
      return ended;
    }

    @Override
    public long length() {
      return text.length();
    }

    /** As the core does: the half of a code point that waited for the other half is replaced. */
    @Override
    public void seal() {
      int last = text.length() - 1;
      if (last >= 0 && Character.isHighSurrogate(text.charAt(last))) {
        text.setCharAt(last, '\uFFFD');
      }
    }

    @Override
    public boolean isPlace(long offset) {
      return offset >= 0
          && offset <= text.length()
          && (offset == text.length() || !Character.isLowSurrogate(text.charAt((int) offset)));
    }

    @Override
    public String text(long offset, long end) {
      whenRead.run();
      if (unreadable) {
        throw new OutOfMemoryError("a test's");
      }
      if (offset > end) {
        throw new IllegalArgumentException("beyond the text: " + offset);
      }
      return text.substring((int) offset, (int) end);
    }
  }
}
