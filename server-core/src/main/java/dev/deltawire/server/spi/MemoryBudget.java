package dev.deltawire.server.spi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

  /** Of the heap, one part in so many is the budget unless somebody says otherwise. */
  private static final int HEAP_SHARE = 4;

  /** Between two looks at who holds what. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Whoever has not let go after this time is told again. */
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Counts for every holding, however young: size matters from the first moment on. */
  private static final long LEAST_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final Comparator<Offender> WORST_FIRST =
      Comparator.comparing(Offender::known)
          .thenComparing(Offender::weight, (a, b) -> b.compareTo(a));

  private final long maxBytes;
  private final long crowdedBytes;
  private final LongSupplier nanoClock;
  private final AtomicLong held = new AtomicLong();
  private final Set<Holding> holdings = ConcurrentHashMap.newKeySet();
  private final ReentrantLock shedding = new ReentrantLock();
  private long lookedAtNanos;

  private record Offender(Holding holding, boolean known, Double weight) {}

  private MemoryBudget(long maxBytes, LongSupplier nanoClock) {
    this.maxBytes = maxBytes;
    this.crowdedBytes = maxBytes / 2;
    this.nanoClock = nanoClock;
    this.lookedAtNanos = nanoClock.getAsLong() - LOOK_NANOS;
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
    return of(Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_SHARE));
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

  void register(Holding holding) {
    holdings.add(holding);
  }

  void forget(Holding holding) {
    holdings.remove(holding);
  }

  long nanoTime() {
    return nanoClock.getAsLong();
  }

  /** Counts {@code bytes} more, and has others let go if that is too much; whether it all fits. */
  boolean add(long bytes) {
    long now = held.addAndGet(bytes);
    if (now > crowdedBytes && bytes > 0 && shedding.tryLock()) {
      try {
        shed();
      } finally {
        shedding.unlock();
      }
    }
    return now <= maxBytes;
  }

  void subtract(long bytes) {
    held.addAndGet(-bytes);
  }

  private void shed() {
    long now = nanoClock.getAsLong();
    if (now - lookedAtNanos < LOOK_NANOS) {
      return;
    }
    lookedAtNanos = now;
    long excess = held.get() - crowdedBytes;
    List<Offender> offenders = new ArrayList<>();
    for (Holding holding : holdings) {
      if (holding.toldWithin(AGAIN_NANOS, now)) {
        excess -= holding.bytes();
      } else if (holding.bytes() > 0) {
        offenders.add(new Offender(holding, holding.known(), weight(holding, now)));
      }
    }
    offenders.sort(WORST_FIRST);
    for (int i = 0; i < offenders.size() && excess > 0; i++) {
      Holding worst = offenders.get(i).holding();
      excess -= worst.bytes();
      worst.letGo(now);
    }
  }

  private static double weight(Holding holding, long now) {
    return (double) holding.bytes() * (LEAST_AGE_NANOS + holding.ageNanos(now));
  }
}
