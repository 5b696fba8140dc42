package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Node;
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

  private final LongTexts texts;
  private final TextStream<?> stream;
  private final Prefix prefix;
  private volatile long storedBytes; // one writer at a time

  private Checkpoint(LongTexts texts, TextStream<?> stream, Prefix prefix) {
    this.texts = texts;
    this.stream = stream;
    this.prefix = prefix;
  }

  /**
   * Begins to store a stream's prefix.
   *
   * @param where what a failure is reported as
   */
  public static Periodic start(
      Node node, LongTexts texts, String where, TextStream<?> stream, Prefix prefix) {
    Checkpoint checkpoint = new Checkpoint(texts, stream, prefix);
    return Periodic.start(node, checkpoint::execute, where, PERIOD, PERIOD, checkpoint::store);
  }

  private void execute(Runnable storing) {
    texts.execute(stream.length() - storedBytes, storing);
  }

  private void store() throws StoreException {
    long end = stream.length();
    if (storedBytes < end) {
      prefix.append(stream.text(storedBytes, end));
      storedBytes = end;
    }
  }
}
