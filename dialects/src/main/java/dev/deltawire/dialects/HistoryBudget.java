package dev.deltawire.dialects;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How much text one read of a history may hold, counted from the newest piece back: what is older
 * is left out, so that no history is too long for the memory of whoever reads it.
 *
 * <p>The newest piece always fits. Thread: one.
 */
public final class HistoryBudget {

  /** The most UTF-16 units, overhead included, of a read that holds more than one piece. */
  public static final long CHARACTERS = 4_194_304;

  /** What a piece takes beside its text, about. */
  public static final int OVERHEAD = 512;

  /** The most pieces of a read, were they all without text. */
  public static final long PIECES = CHARACTERS / OVERHEAD;

  private long left = CHARACTERS;
  private boolean empty = true;

  private HistoryBudget() {}

  /** A budget of which nothing is spent. */
  public static HistoryBudget create() {
    return new HistoryBudget();
  }

  /** Spends it on the next older piece; false when that one and all before it are left out. */
  public boolean takes(long characters) {
    left -= characters + OVERHEAD;
    boolean fits = empty || left >= 0;
    empty = false;
    return fits;
  }

  /** The newest pieces of a history that fit, oldest first. */
  public static <T> List<T> newest(List<T> oldestFirst, ToLongFunction<? super T> characters) {
    HistoryBudget budget = new HistoryBudget();
    int from = oldestFirst.size();
    while (from > 0 && budget.takes(characters.applyAsLong(oldestFirst.get(from - 1)))) {
      from--;
    }
    return List.copyOf(oldestFirst.subList(from, oldestFirst.size()));
  }
}
