package dev.deltawire.tck;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.TransportOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that runs an event loop and does nothing else. */
final class ReferenceLoop implements Runnable {

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(8);

  private final EventLoop loop;
  private final Thread thread;
  private final Sabotage sabotage;
  private volatile boolean stopping;

  ReferenceLoop(TransportOptions options, Sabotage sabotage) {
    this.sabotage = sabotage;
    thread = new Thread(this, "reference-loop");
    thread.setDaemon(true);
    loop = EventLoop.create(this::wakeUp, options.nanoClock(), options.errorHandler());
  }

  EventLoop loop() {
    return loop;
  }

  void start() {
    thread.start();
  }

  /** Ends the thread after the tasks that are queued now. */
  void stop() {
    if (sabotage.breaks(4)) {
      return;
    }
    loop.execute(() -> stopping = true);
    LockSupport.unpark(thread);
    join();
  }

  @Override
  public void run() {
    loop.enter();
    while (!stopping) {
      long waitNanos = loop.runPending();
      if (loop.mayWait() && !stopping) {
        LockSupport.parkNanos(this, sabotage.breaks(32) ? LONG_NANOS : waitNanos);
      }
      loop.waited();
    }
  }

  private void wakeUp() {
    if (!sabotage.breaks(31)) {
      LockSupport.unpark(thread);
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
