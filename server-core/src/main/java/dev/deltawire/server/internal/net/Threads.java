package dev.deltawire.server.internal.net;

/** Waiting for threads that have been told to end. */
public final class Threads {

  private Threads() {}

  /** Returns when {@code thread} has ended; an interrupt is kept for later. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
