package dev.deltawire.server;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor whose tasks run when the test says so. */
final class HeldTasks implements Executor {

  final Deque<Runnable> submitted = new ArrayDeque<>();

  /** Whether it takes no more. */
  boolean rejecting;

  @Override
  public void execute(Runnable task) {
    if (rejecting) {
      throw new RejectedExecutionException();
    }
    submitted.add(task);
  }

  /** Runs them, and those that they submit. */
  void runAll() {
    while (!submitted.isEmpty()) {
      submitted.poll().run();
    }
  }
}
