package dev.deltawire.server.spi;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** What one peer makes a server hold of its {@link MemoryBudget}. Thread: any. */
public final class Holding {

  private static final AtomicLongFieldUpdater<Holding> BYTES =
      AtomicLongFieldUpdater.newUpdater(Holding.class, "bytes");

  private static final long NEVER = Long.MIN_VALUE;

  private final MemoryBudget budget;
  private final Runnable letGo;
  private volatile long bytes;
  private volatile boolean registered;
  private volatile boolean closed;
  private volatile boolean known;

  /** When it last ceased to be small. */
  private volatile long largeSinceNanos;

  /** When it was told to let go; guarded by the budget. */
  private long toldAtNanos = NEVER;

  Holding(MemoryBudget budget, Runnable letGo) {
    this.budget = budget;
    this.letGo = letGo;
  }

  /**
   * Counts so many bytes more.
   *
   * @return false when there is no room for them; then they are not counted
   */
  public boolean take(long count) {
    return take(count, count);
  }

  /**
   * Counts bytes of which the server holds less than the peer does, because others hold the same
   * ones.
   *
   * @param cost what they cost the server
   * @return as {@link #take(long)}
   */
  public boolean take(long count, long cost) {
    if (count == 0) {
      return true;
    }
    long mine = grow(count);
    if (budget.add(cost) || mine <= MemoryBudget.SMALL_BYTES) {
      return true;
    }
    give(count, cost);
    return false;
  }

  /** Counts bytes that can't be refused; others, or this peer, let go of some instead. */
  public void takeAnyway(long count, long cost) {
    grow(count);
    budget.add(cost);
  }

  /** Counts so many bytes less. */
  public void give(long count) {
    give(count, count);
  }

  /** Counts bytes less of which the last holder gives {@code cost} back. */
  public void give(long count, long cost) {
    if (count != 0) {
      BYTES.addAndGet(this, -count);
    }
    budget.subtract(cost);
  }

  /** From now on those whom nobody knows let go before this one. */
  public void known(boolean value) {
    known = value;
  }

  /**
   * Lends {@code count} pages, counts them, and puts them at index {@code from}.
   *
   * @return false when there is no room for all of them; then none is lent
   */
  public boolean takePages(LentPage[] into, int from, int count) {
    long bytes = (long) count * MemoryBudget.PAGE_BYTES;
    if (!take(bytes)) {
      return false;
    }
    try {
      budget.pages().take(into, from, count);
      return true;
    } catch (OutOfMemoryError e) {
      give(bytes);
      throw e;
    }
  }

  /** Gives back the first {@code count} pages, lent to this holding; nobody uses them any more. */
  public void givePages(LentPage[] pages, int count) {
    if (count > 0) {
      budget.pages().give(pages, count);
      give((long) count * MemoryBudget.PAGE_BYTES);
    }
  }

  /**
   * Lends an array of at least so many bytes, of any content, for the one message that a thread has
   * in hand. It counts for nobody.
   */
  public byte[] borrowArray(int least) {
    return budget.arrays().take(least);
  }

  /** Takes back what {@link #borrowArray} has lent; any other array is left alone. */
  public void returnArray(byte[] array) {
    budget.arrays().give(array);
  }

  /** Bytes that the peer holds. */
  public long bytes() {
    return bytes;
  }

  /** The peer has gone; what it held is given back by who took it. */
  public void close() {
    closed = true;
    budget.forget(this);
  }

  boolean known() {
    return known;
  }

  long ageNanos(long now) {
    return bytes > MemoryBudget.SMALL_BYTES ? Math.max(0, now - largeSinceNanos) : 0;
  }

  boolean toldWithin(long nanos, long now) {
    return toldAtNanos != NEVER && now - toldAtNanos < nanos;
  }

  void letGo(long now) {
    toldAtNanos = now;
    letGo.run();
  }

  private void register() {
    registered = true;
    budget.register(this);
    if (closed) {
      budget.forget(this);
    }
  }

  private long grow(long count) {
    long mine = BYTES.addAndGet(this, count);
    if (mine > MemoryBudget.SMALL_BYTES && mine - count <= MemoryBudget.SMALL_BYTES) {
      largeSinceNanos = budget.nanoTime();
    }
    if (!registered) {
      register();
    }
    return mine;
  }
}
