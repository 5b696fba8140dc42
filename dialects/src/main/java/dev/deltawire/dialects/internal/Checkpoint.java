package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Node;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What keeps the stored prefix of a running stream at most a second behind it. */
public final class Checkpoint {

  private static final long PERIOD_MILLIS = 500;

  /** Where the prefix is stored. */
  @FunctionalInterface
  public interface Prefix {
    /** Appends what the stream has grown by. Thread: an executor's; may block. */
    void append(String more) throws StoreException;
  }

  private final Node node;
  private final String where;
  private final TextStream<?> stream;
  private final Prefix prefix;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;
  private volatile long storedBytes;
  private boolean stopped;

  private Checkpoint(Node node, String where, TextStream<?> stream, Prefix prefix) {
    this.node = node;
    this.where = where;
    this.stream = stream;
    this.prefix = prefix;
  }

  /**
   * Begins to store a stream's prefix.
   *
   * @param where what a failure is reported as
   */
  public static Checkpoint start(Node node, String where, TextStream<?> stream, Prefix prefix) {
    Checkpoint checkpoint = new Checkpoint(node, where, stream, prefix);
    checkpoint.timer =
        node.scheduler()
            .scheduleWithFixedDelay(
                checkpoint::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return checkpoint;
  }

  /** Ends it: what is being stored is waited for, and nothing more is stored. May block. */
  public void stop() {
    timer.cancel(false);
    synchronized (this) {
      stopped = true;
    }
  }

  private void tick() {
    if (stream.length() != storedBytes && busy.compareAndSet(false, true)) {
      node.executor().execute(this::store);
    }
  }

  private synchronized void store() {
    try {
      if (!stopped) {
        String more = stream.text(storedBytes);
        prefix.append(more);
        storedBytes += more.getBytes(StandardCharsets.UTF_8).length;
      }
    } catch (StoreException | RuntimeException e) {
      node.errorHandler().onError(where, e);
    } finally {
      busy.set(false);
    }
  }
}
