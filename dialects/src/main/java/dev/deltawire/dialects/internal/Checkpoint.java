package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Node;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What keeps what is stored of a running stream at most a second behind it. */
public final class Checkpoint {

  private static final long PERIOD_MILLIS = 500;

  /** What stores all that is new. */
  @FunctionalInterface
  public interface Step {
    /**
     * Stores it; what can't be stored stays new. Thread: an executor's, one at a time; may block.
     */
    void store() throws StoreException;
  }

  /** Where the prefix of a text is stored. */
  @FunctionalInterface
  public interface Prefix {
    /** Appends what the stream has grown by. Thread: an executor's; may block. */
    void append(String more) throws StoreException;
  }

  private final Node node;
  private final String where;
  private final Step step;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;
  private boolean stopped;

  private Checkpoint(Node node, String where, Step step) {
    this.node = node;
    this.where = where;
    this.step = step;
  }

  /**
   * Begins to take a step now and then.
   *
   * @param where what a failure is reported as
   */
  public static Checkpoint start(Node node, String where, Step step) {
    Checkpoint checkpoint = new Checkpoint(node, where, step);
    checkpoint.timer =
        node.scheduler()
            .scheduleWithFixedDelay(
                checkpoint::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return checkpoint;
  }

  /** Begins to store a stream's prefix. */
  public static Checkpoint start(Node node, String where, TextStream<?> stream, Prefix prefix) {
    return start(node, where, new Growth(stream, prefix));
  }

  /** Ends it: what is being stored is waited for, and nothing more is stored. May block. */
  public void stop() {
    timer.cancel(false);
    synchronized (this) {
      stopped = true;
    }
  }

  private void tick() {
    if (busy.compareAndSet(false, true)) {
      node.executor().execute(this::store);
    }
  }

  private synchronized void store() {
    try {
      if (!stopped) {
        step.store();
      }
    } catch (StoreException | RuntimeException e) {
      node.errorHandler().onError(where, e);
    } finally {
      busy.set(false);
    }
  }

  /** What a text has grown by since it was stored. */
  private static final class Growth implements Step {

    private final TextStream<?> stream;
    private final Prefix prefix;
    private long storedBytes;

    Growth(TextStream<?> stream, Prefix prefix) {
      this.stream = stream;
      this.prefix = prefix;
    }

    @Override
    public void store() throws StoreException {
      String more = stream.text(storedBytes);
      if (!more.isEmpty()) {
        prefix.append(more);
        storedBytes += more.getBytes(StandardCharsets.UTF_8).length;
      }
    }
  }
}
