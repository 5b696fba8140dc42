package dev.deltawire.server;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * An unbounded queue of a pool's tasks. Who adds one waits for nobody, least of all for a thread of
 * the pool that the system has stopped while it took another one (0055). It makes no garbage unless
 * two meet: neither a node a task, nor one a wait. Thread: any.
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {

  private final SpinLock lock = new SpinLock();

  /** With the lock only, as {@link #idle}. */
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  /** Threads that park until they are told of a task; who came last is told first. */
  private final Deque<Thread> idle = new ArrayDeque<>();

  /** What came while somebody else had the lock; whoever frees it adds it to the others. */
  private final Queue<Runnable> late = new ConcurrentLinkedQueue<>();

  private final AtomicInteger size = new AtomicInteger();

  /** Threads that wait for a task, or have been told of one and not taken it yet. */
  private final AtomicInteger takers = new AtomicInteger();

  /** How many tasks there are for which no thread waits. */
  int withoutTaker() {
    return Math.max(0, size.get() - takers.get());
  }

  @Override
  public boolean offer(Runnable task) {
    size.incrementAndGet(); // before anybody may take it
    boolean added = false;
    try {
      appendOrLeave(task);
      added = true;
    } finally {
      if (!added) { // for want of memory
        size.decrementAndGet();
      }
    }
    appendLate();
    return true;
  }

  private void appendOrLeave(Runnable task) {
    if (lock.tryLock()) {
      try {
        append(task);
      } finally {
        lock.unlock();
      }
    } else {
      late.add(task);
    }
  }

  /** With the lock. */
  private void append(Runnable task) {
    tasks.add(task);
    LockSupport.unpark(idle.pollLast());
  }

  /** With the lock. */
  private void appendAllLate() {
    for (Runnable task = late.peek(); task != null; task = late.peek()) {
      append(task);
      late.poll();
    }
  }

  /** Called by whoever has freed the lock: who did not get it until then has left its task. */
  private void appendLate() {
    while (!late.isEmpty() && lock.tryLock()) {
      try {
        appendAllLate();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public boolean offer(Runnable task, long timeout, TimeUnit unit) {
    return offer(task);
  }

  @Override
  public void put(Runnable task) {
    offer(task);
  }

  @Override
  public Runnable take() throws InterruptedException {
    Runnable task = null;
    while (task == null) {
      task = poll(1, TimeUnit.DAYS);
    }
    return task;
  }

  @Override
  public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    Runnable task = await(unit.toNanos(timeout));
    if (task == null && Thread.interrupted()) {
      throw new InterruptedException();
    }
    return task;
  }

  /** Null when the time is over, or the thread is interrupted. */
  private Runnable await(long nanos) {
    long end = System.nanoTime() + nanos;
    long left = nanos;
    takers.incrementAndGet();
    Runnable task = next(left > 0);
    while (task == null && left > 0) {
      LockSupport.parkNanos(this, left);
      left = Thread.currentThread().isInterrupted() ? 0 : end - System.nanoTime();
      task = next(left > 0);
    }
    return task;
  }

  /**
   * The next task; where there is none, a taker that stays is unparked for one. Who leaves may have
   * been counted on for a task that was left aside: it has to ask {@link #withoutTaker} when it
   * ends, as those of {@link WorkerPool} do.
   */
  private Runnable next(boolean stays) {
    Thread taker = Thread.currentThread();
    Runnable task;
    lock.lock();
    try {
      idle.remove(taker);
      task = tasks.poll();
      if (task == null && stays) {
        idle.add(taker);
      } else {
        takers.decrementAndGet(); // before size: who counts meanwhile finds a task too many
      }
      if (task != null) {
        size.decrementAndGet();
      }
    } finally {
      lock.unlock();
    }
    appendLate();
    return task;
  }

  @Override
  public Runnable poll() {
    Runnable task = ofAll(tasks::poll);
    if (task != null) {
      size.decrementAndGet();
    }
    return task;
  }

  @Override
  public Runnable peek() {
    return ofAll(tasks::peek);
  }

  @Override
  public int remainingCapacity() {
    return Integer.MAX_VALUE;
  }

  @Override
  public int drainTo(Collection<? super Runnable> to) {
    return drainTo(to, Integer.MAX_VALUE);
  }

  @Override
  public int drainTo(Collection<? super Runnable> to, int most) {
    int count = 0;
    Runnable task = null;
    while (count < most && (task = poll()) != null) {
      to.add(task);
      count++;
    }
    return count;
  }

  @Override
  public boolean remove(Object task) {
    boolean removed = ofAll(() -> tasks.remove(task));
    if (removed) {
      size.decrementAndGet();
    }
    return removed;
  }

  /** Over what is queued now. */
  @Override
  public Iterator<Runnable> iterator() {
    return ofAll(() -> List.copyOf(tasks)).iterator();
  }

  @Override
  public int size() {
    return size.get();
  }

  /** What {@code step} gives, which sees all that has been added. */
  private <T> T ofAll(Supplier<T> step) {
    lock.lock();
    try {
      appendAllLate();
      return step.get();
    } finally {
      lock.unlock();
      appendLate();
    }
  }
}
