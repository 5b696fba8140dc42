package dev.deltawire.gateway;

import dev.deltawire.gateway.config.Durations;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What a signal starts: the drain, and then the end with status 0. */
final class ShutdownHook {

  private final AtomicReference<Gateway> gateway = new AtomicReference<>();
  private final Thread thread = new Thread(this::run, "shutdown");

  private ShutdownHook() {}

  /** Installs a hook that has nothing to drain yet. */
  static ShutdownHook install() {
    ShutdownHook hook = new ShutdownHook();
    Runtime.getRuntime().addShutdownHook(hook.thread);
    return hook;
  }

  /** Names what to drain. */
  void drains(Gateway running) {
    gateway.set(running);
  }

  /** Undoes {@link #install}, so that the process may end with another status. */
  void remove() {
    Runtime.getRuntime().removeShutdownHook(thread);
  }

  private static void sayIfItTakesTime(Gateway draining) {
    String told =
        "deltawire: ending; replies that run have time, "
            + Durations.format(draining.drainTimeout())
            + " at most";
    CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> System.err.println(told));
  }

  private void run() {
    try {
      Gateway running = gateway.get();
      if (running != null) {
        sayIfItTakesTime(running);
        running.drain();
      }
    } catch (IOException | RuntimeException e) {
      System.getLogger("dev.deltawire.gateway").log(Level.ERROR, "drain", e);
    } finally {
      System.out.flush();
      Runtime.getRuntime().halt(0); // a JVM that a signal ends would exit with 143 or 130
    }
  }
}
