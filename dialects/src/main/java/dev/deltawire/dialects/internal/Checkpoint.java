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
   * The most that is stored at a time, in bytes. So much text, and a driver's copy of it with three
   * bytes for each character, is no humongous array in G1's smallest regions.
   */
  static final int PIECE_BYTES = 1 << 17;

  /** Where the prefix is stored. */
  @FunctionalInterface
  public interface Prefix {
    /** Appends what the stream has grown by. Thread: an executor's; may block. */
    void append(String more) throws StoreException;
  }

  private final TextStream<?> stream;
  private final Prefix prefix;
  private Periodic periodic;
  private volatile long storedBytes; // one writer at a time
  private volatile boolean doubtful;

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
            () -> started.storeUntil(0));
    return started;
  }

  /** Ends it, once what is being stored is. May block. */
  public void stop() {
    periodic.stop();
  }

  /** Stores what an ended text has and is not stored yet, but for at most a piece. May block. */
  public void settle() {
    try {
      storeUntil(PIECE_BYTES);
    } catch (StoreException | RuntimeException | Error e) { // the whole text is stored instead
      doubtful = true;
    }
  }

  /**
   * What is to be stored behind the prefix when the message ends.
   *
   * @return empty when the whole text is to be stored in the prefix's place: there is none, or an
   *     attempt has failed, which may have left something twice
   */
  public Optional<String> rest() {
    return doubtful || storedBytes == 0
        ? Optional.empty()
        : Optional.of(stream.text(storedBytes, stream.length()));
  }

  /** Stores all that there is but for so many bytes. */
  private void storeUntil(long left) throws StoreException {
    long end = stream.length();
    while (end - storedBytes > left) {
      long pieceEnd = pieceEnd(end);
      append(stream.text(storedBytes, pieceEnd));
      storedBytes = pieceEnd;
    }
  }

  private void append(String piece) throws StoreException {
    try (Taken doubt = Taken.of(() -> doubtful = true)) {
      prefix.append(piece);
      doubt.keep();
    }
  }

  private long pieceEnd(long end) {
    long at = Math.min(end, storedBytes + PIECE_BYTES);
    while (!stream.isPlace(at)) {
      at--;
    }
    return at;
  }
}
