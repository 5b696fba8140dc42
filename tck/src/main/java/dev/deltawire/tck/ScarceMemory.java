package dev.deltawire.tck;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.util.List;
import java.util.stream.IntStream;

/** A budget that somebody has just had to let go of, and what a transport then does. */
public final class ScarceMemory {

  private static final int BYTES = 1 << 20;

  private final MemoryBudget budget = MemoryBudget.of(BYTES);

  private ScarceMemory() {}

  /** A budget of one MiB that nobody has taken of. */
  public static ScarceMemory create() {
    return new ScarceMemory();
  }

  /** Of which memory is not scarce yet. */
  public MemoryBudget budget() {
    return budget;
  }

  /** Has somebody told to let go of all of it. */
  public void begin() {
    Holding told = budget.open(() -> {});
    told.takeAnyway(BYTES, BYTES);
    told.give(BYTES);
    told.close();
  }

  /**
   * The longest time between two of these moments: a transport's rest, or a pause of the machine,
   * after which memory may have been scarce no more.
   */
  public static long longestGap(List<Long> nanos) {
    return IntStream.range(1, nanos.size())
        .mapToLong(i -> nanos.get(i) - nanos.get(i - 1))
        .max()
        .orElseThrow();
  }
}
