package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.UnfinishedStreams;
import dev.deltawire.server.spi.Node;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What ends unfinished streams in a dialect's store, at its start and while it runs. */
public final class Recovery {

  private static final long PERIOD_SECONDS = 2;

  private final Node node;
  private final UnfinishedStreams streams;
  private final String error;
  private final AtomicBoolean busy = new AtomicBoolean();
  private Future<?> timer;

  private Recovery(Node node, UnfinishedStreams streams, String error) {
    this.node = node;
    this.streams = streams;
    this.error = error;
  }

  /**
   * Ends what earlier lives have left, now, and what other nodes leave, until it is stopped.
   *
   * @param error what the streams fail with
   * @throws IllegalStateException if the store is not usable
   */
  public static Recovery start(Node node, UnfinishedStreams streams, String error) {
    try {
      streams.failUnfinished(error);
    } catch (StoreException e) {
      throw new IllegalStateException("the store is not usable", e);
    }
    Recovery recovery = new Recovery(node, streams, error);
    recovery.timer =
        node.scheduler()
            .scheduleWithFixedDelay(
                recovery::tick, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return recovery;
  }

  /** Looks no more. */
  public void stop() {
    timer.cancel(false);
  }

  private void tick() {
    if (busy.compareAndSet(false, true)) {
      node.executor().execute(this::sweep);
    }
  }

  private void sweep() {
    try {
      streams.failAbandoned(error);
    } catch (StoreException e) {
      node.errorHandler().onError("unfinished streams", e);
    } finally {
      busy.set(false);
    }
  }
}
