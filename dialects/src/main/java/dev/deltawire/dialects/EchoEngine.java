package dev.deltawire.dialects;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The built-in deterministic engine: says what it is told, or plays a script.
 *
 * <p>Its replies share a few threads, which a sleeping or waiting reply doesn't hold.
 */
public final class EchoEngine implements Engine {

  private static final long IDLE_SECONDS = 10;

  private final ScheduledExecutorService threads;

  private EchoEngine(ScheduledExecutorService threads) {
    this.threads = threads;
  }

  /** An engine with daemon threads of its own, which end when they have been idle. */
  @SuppressWarnings("ThreadPriorityCheck") // only what comes first hangs on it
  public static EchoEngine create() {
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            Runtime.getRuntime().availableProcessors(),
            work -> {
              Thread thread = new Thread(work, "deltawire-echo");
              thread.setDaemon(true);
              thread.setPriority(Thread.MIN_PRIORITY); // who only asks something comes first
              return thread;
            });
    threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    threads.allowCoreThreadTimeOut(true);
    threads.setRemoveOnCancelPolicy(true);
    return new EchoEngine(threads);
  }

  /** An engine on somebody else's threads. */
  public static EchoEngine create(ScheduledExecutorService threads) {
    return new EchoEngine(threads);
  }

  @Override
  public Run begin(Prompt prompt, ToolBox tools, Reply reply) {
    EchoRun run = new EchoRun(prompt.text(), tools, reply, threads);
    threads.execute(run);
    return run;
  }
}
