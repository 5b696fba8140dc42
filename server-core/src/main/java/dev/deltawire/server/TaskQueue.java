package dev.deltawire.server;

import java.util.AbstractQueue;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An unbounded queue of a pool's tasks that makes no garbage: neither a node a task, nor one a
 * wait. Thread: any.
 */
final class TaskQueue extends AbstractQueue<Runnable> implements BlockingQueue<Runnable> {

  private final Queue<Runnable> tasks = new ArrayDeque<>();

  /** Threads that wait for a task, or have been woken for one and not taken it yet. */
  private int takers;

  /** How many tasks there are for which no thread waits. */
  synchronized int withoutTaker() {
    return Math.max(0, tasks.size() - takers);
  }

  @Override
  public synchronized boolean offer(Runnable task) {
    tasks.add(task);
    notify();
    return true;
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
  public synchronized Runnable take() throws InterruptedException {
    takers++;
    try {
      while (tasks.isEmpty()) {
        wait();
      }
      return tasks.remove();
    } finally {
      takers--;
    }
  }

  @Override
  public synchronized Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
    long left = unit.toNanos(timeout);
    long end = System.nanoTime() + left;
    takers++;
    try {
      while (tasks.isEmpty() && left > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
        left = end - System.nanoTime();
      }
      return tasks.poll();
    } finally {
      takers--;
    }
  }

  @Override
  public synchronized Runnable poll() {
    return tasks.poll();
  }

  @Override
  public synchronized Runnable peek() {
    return tasks.peek();
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
  public synchronized int drainTo(Collection<? super Runnable> to, int most) {
    int count = Math.min(most, tasks.size());
    for (int i = 0; i < count; i++) {
      to.add(tasks.remove());
    }
    return count;
  }

  @Override
  public synchronized boolean remove(Object task) {
    return tasks.remove(task);
  }

  /** Over what is queued now. */
  @Override
  public synchronized Iterator<Runnable> iterator() {
    return List.copyOf(tasks).iterator();
  }

  @Override
  public synchronized int size() {
    return tasks.size();
  }
}
