package dev.deltawire.store.jdbc;

/** Waiting that an interrupt does not cut short, but that remembers it. */
final class Uninterruptibly {

  /** What waits. */
  interface Wait {
    void run() throws InterruptedException;
  }

  private Uninterruptibly() {}

  static void run(Wait wait) {
    boolean interrupted = false;
    while (true) {
      try {
        wait.run();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
