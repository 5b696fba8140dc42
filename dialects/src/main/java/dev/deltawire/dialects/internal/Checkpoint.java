package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.Optional;

/** What keeps the stored prefix of a running stream at most a second behind it. */
public final class Checkpoint {

  /** How often something that grows is stored, so that with the store's own time it is a second. */
  public static final Duration PERIOD = Duration.ofMillis(500);

  /**
   * The most that is stored as one text, in bytes. So much, and a driver's copy of it with three
   * bytes for each character, is no humongous array in G1's smallest regions.
   */
  static final int PIECE_BYTES = 1 << 17;

  /** Where the prefix is stored. */
  @FunctionalInterface
  public interface Prefix {
    /** Appends what the stream has grown by, all or nothing. Thread: an executor's; may block. */
    void append(Iterable<String> more) throws StoreException;
  }

  private final TextStream<?> stream;
  private final Prefix prefix;
  private Periodic periodic;
  private volatile long storedBytes; // one writer at a time
  private boolean doubtful; // read when there is no writer any more

  private Checkpoint(TextStream<?> stream, Prefix prefix) {
    this.stream = stream;
    this.prefix = prefix;
  }

  /**
   * Begins to store a stream's prefix.
   *
   * @param where what a failure is reported as
   */
  public static Checkpoint start(
      Node node, LongTexts texts, String where, TextStream<?> stream, Prefix prefix) {
    Checkpoint started = new Checkpoint(stream, prefix);
    started.periodic =
        Periodic.start(
            node,
            storing -> texts.execute(stream.length() - started.storedBytes, storing),
            where,
            PERIOD,
            PERIOD,
            started::store);
    return started;
  }

  /** Ends it, once what is being stored is. May block. */
  public void stop() {
    periodic.stop();
  }

  /**
   * What is to be stored behind the prefix when the text has ended and this is stopped.
   *
   * @return empty when the whole text is to be stored in the prefix's place: it is short and there
   *     is none, or an attempt has failed, which may have left something twice
   */
  public Optional<Iterable<String>> rest() {
    long end = stream.length();
    return doubtful || (storedBytes == 0 && end <= PIECE_BYTES)
        ? Optional.empty()
        : Optional.of(piecesUntil(end));
  }

  private void store() throws StoreException {
    long end = stream.length();
    if (storedBytes < end) {
      boolean before = doubtful;
      doubtful = true;
      prefix.append(piecesUntil(end));
      doubtful = before;
      storedBytes = end;
    }
  }

  private Iterable<String> piecesUntil(long end) {
    return TextPieces.between(stream, storedBytes, end, PIECE_BYTES);
  }
}
