package dev.deltawire.server.spi;

import java.nio.ByteBuffer;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The memory that all peers together may make a server hold: what has come of requests and messages
 * and is not handled yet, and what waits for peers that do not take it.
 *
 * <p>When half of it is held, those who hold most for longest are told to let go: first whom nobody
 * knows, then the others. Whoever wants more when all of it is held is refused, unless it is little
 * altogether. Thread: any.
 */
public final class MemoryBudget {

  /** So much every peer may hold, whatever the others do. */
  public static final int SMALL_BYTES = 4096;

  /** Of a page that {@link Holding#takePages} lends. */
  public static final int PAGE_BYTES = 4096;

  /** Of the heap, unless somebody says otherwise. */
  private static final int STANDARD_PERCENT = 25;

  /** Between two looks at who holds what. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** A look at many peers is followed by a rest so many times as long. */
  private static final int LOOK_REST = 9;

  /** Whoever has not let go after this time is told again. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So long memory is scarce after somebody was told to let go. */
  private static final long SCARCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Counts for every holding, however young: size matters from the first moment on. */
  private static final long LEAST_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final long maxBytes;
  private final long crowdedBytes;
  private final LongSupplier nanoClock;
  private final AtomicLong held = new AtomicLong();
  private final Set<Holding> holdings = ConcurrentHashMap.newKeySet();
  private final ReentrantLock shedding = new ReentrantLock();
  private final PagePool pages = new PagePool(PAGE_BYTES, ByteBuffer::allocateDirect);
  private final SpareArrays arrays = new SpareArrays();
  private long nextLookNanos;

  /** When somebody was told to let go last; at first too long ago to matter. */
  private volatile long toldNanos;

  /** One of those who may be told to let go; the worst comes first. */
  private record Offender(Holding holding, boolean known, double weight)
      implements Comparable<Offender> {

    @Override
    public int compareTo(Offender other) {
      int strangersFirst = Boolean.compare(known, other.known);
      return strangersFirst == 0 ? Double.compare(other.weight, weight) : strangersFirst;
    }
  }

  private MemoryBudget(long maxBytes, LongSupplier nanoClock) {
    this.maxBytes = maxBytes;
    this.crowdedBytes = maxBytes / 2;
    this.nanoClock = nanoClock;
    this.nextLookNanos = nanoClock.getAsLong();
    this.toldNanos = nextLookNanos - SCARCE_NANOS;
  }

  /** A budget of so many bytes; throws {@link IllegalArgumentException} for none. */
  public static MemoryBudget of(long maxBytes) {
    return of(maxBytes, System::nanoTime);
  }

  static MemoryBudget of(long maxBytes, LongSupplier nanoClock) {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("a budget must be positive: " + maxBytes);
    }
    return new MemoryBudget(maxBytes, nanoClock);
  }

  /** A quarter of the heap's greatest size. */
  public static MemoryBudget ofHeap() {
    return ofHeap(STANDARD_PERCENT);
  }

  /** So much of the heap's greatest size; throws {@link IllegalArgumentException} for none. */
  public static MemoryBudget ofHeap(int percent) {
    return of(Runtime.getRuntime().maxMemory() / 100 * percent);
  }

  /**
   * What a new peer holds: nothing yet.
   *
   * @param letGo called on any thread, and not waited for, when the peer is to lose what it holds;
   *     called again when it still holds something after a second
   */
  public Holding open(Runnable letGo) {
    return new Holding(this, letGo);
  }

  /** Bytes that are held now. */
  public long heldBytes() {
    return held.get();
  }

  /** Whether somebody had to let go just now, so that whoever comes would push another one out. */
  public boolean scarce() {
    return nanoClock.getAsLong() - toldNanos < SCARCE_NANOS;
  }

  void register(Holding holding) {
    holdings.add(holding);
  }

  void forget(Holding holding) {
    holdings.remove(holding);
  }

  PagePool pages() {
    return pages;
  }

  SpareArrays arrays() {
    return arrays;
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** Counts {@code bytes} more, and has others let go if that is too much; whether it all fits. */
  boolean add(long bytes) {
    if (bytes == 0) {
      return true; // others hold the same bytes
    }
    long now = held.addAndGet(bytes);
    if (now > crowdedBytes && shedding.tryLock()) {
      try {
        shed();
      } finally {
        shedding.unlock();
      }
    }
    return now <= maxBytes;
  }

  void subtract(long bytes) {
    if (bytes != 0) {
      held.addAndGet(-bytes);
    }
  }

  private void shed() {
    long now = nanoClock.getAsLong();
    if (now - nextLookNanos < 0) {
      return;
    }
    long excess = held.get() - crowdedBytes - promised(now);
    if (excess > 0) {
      letGo(excess, now);
    }
    long end = nanoClock.getAsLong();
    nextLookNanos = end + LOOK_NANOS + (end - now) * LOOK_REST;
  }

  /** What those hold who are letting go already. */
  private long promised(long now) {
    long bytes = 0;
    for (Holding holding : holdings) {
      if (holding.toldWithin(AGAIN_NANOS, now)) {
        bytes += holding.bytes();
      }
    }
    return bytes;
  }

  private void letGo(long excess, long now) {
    PriorityQueue<Offender> offenders = new PriorityQueue<>(); // few of thousands are told
    for (Holding holding : holdings) {
      if (holding.bytes() > 0 && !holding.toldWithin(AGAIN_NANOS, now)) {
        offenders.add(new Offender(holding, holding.known(), weight(holding, now)));
      }
    }
    long left = excess;
    while (left > 0 && !offenders.isEmpty()) {
      Holding worst = offenders.remove().holding();
      left -= worst.bytes();
      worst.letGo(now);
      toldNanos = now;
    }
  }

  private static double weight(Holding holding, long now) {
    return (double) holding.bytes() * (LEAST_AGE_NANOS + holding.ageNanos(now));
  }
}
