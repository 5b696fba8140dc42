package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.UnfinishedStreams;
import dev.deltawire.server.spi.Node;
import java.time.Duration;

/** What ends unfinished streams in a dialect's store, at its start and while it runs. */
public final class Recovery {

  private static final Duration PERIOD = Duration.ofSeconds(2);

  private Recovery() {}

  /**
   * Ends what earlier lives have left, now, and what other nodes leave, until it is stopped.
   *
   * @param error what the streams fail with
   * @throws IllegalStateException if the store is not usable
   */
  public static Periodic start(Node node, UnfinishedStreams streams, String error) {
    try {
      streams.failUnfinished(error);
    } catch (StoreException e) {
      throw new IllegalStateException("the store is not usable", e);
    }
    return Periodic.start(
        node, "unfinished streams", PERIOD, PERIOD, () -> streams.failAbandoned(error));
  }
}
