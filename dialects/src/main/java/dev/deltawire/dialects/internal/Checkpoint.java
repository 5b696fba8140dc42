package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Node;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What keeps the stored prefix of a running stream at most a second behind it. */
public final class Checkpoint {

  /** How often something that grows is stored, so that with the store's own time it is a second. */
  public static final Duration PERIOD = Duration.ofMillis(500);

  /** Where the prefix is stored. */
  @FunctionalInterface
  public interface Prefix {
    /** Appends what the stream has grown by. Thread: an executor's; may block. */
    void append(String more) throws StoreException;
  }

  private final TextStream<?> stream;
  private final Prefix prefix;
  private long storedBytes;

  private Checkpoint(TextStream<?> stream, Prefix prefix) {
    this.stream = stream;
    this.prefix = prefix;
  }

  /**
   * Begins to store a stream's prefix.
   *
   * @param where what a failure is reported as
   */
  public static Periodic start(Node node, String where, TextStream<?> stream, Prefix prefix) {
    return Periodic.start(node, where, PERIOD, PERIOD, new Checkpoint(stream, prefix)::store);
  }

  private void store() throws StoreException {
    String more = stream.text(storedBytes);
    if (!more.isEmpty()) {
      prefix.append(more);
      storedBytes += more.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
