package dev.deltawire.dialects;

import dev.deltawire.server.spi.ErrorHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One reply of the {@link EchoEngine}: plays its steps until one of them has to wait, and is queued
 * again when the wait is over.
 */
final class EchoRun implements Engine.Run, Runnable {

  private static final ErrorHandler ERRORS = ErrorHandler.logging();

  private final String text;
  private final ToolBox tools;
  private final Reply reply;
  private final ScheduledExecutorService threads;

  /** What is still to play; null before the first step. */
  private Deque<Step> steps;

  private ToolResult lastResult = ToolResult.of("");

  /** What the reply waited for last; null before the first wait. */
  private volatile Future<?> wait;

  private volatile boolean ended;
  private volatile long bytesSaid;

  EchoRun(String text, ToolBox tools, Reply reply, ScheduledExecutorService threads) {
    this.text = text;
    this.tools = tools;
    this.reply = reply;
    this.threads = threads;
  }

  @Override
  public void run() {
    if (steps == null) {
      steps = new ArrayDeque<>(Script.parse(text));
    }
    try {
      playOn();
    } catch (RuntimeException e) { // nobody looks at what the scheduler catches
      ERRORS.onError("echo engine", e);
      fail("internal error");
    }
  }

  private void playOn() {
    boolean goOn = true;
    while (goOn && !ended) {
      Step step = steps.poll();
      goOn = step == null ? finish() : step.play(this);
    }
  }

  @Override
  public void cancel() {
    ended = true;
    Future<?> waiting = wait;
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  @Override
  public Usage usage() {
    return Usage.ofBytes(utf8Length(text), bytesSaid);
  }

  /** Says a chunk of {@code bytes} UTF-8 bytes; returns whether to go on. */
  boolean say(CharSequence chunk, int bytes) {
    ended = ended || !reply.text(chunk);
    if (!ended) {
      addBytesSaid(bytes);
    }
    return !ended;
  }

  boolean say(String chunk) {
    return chunk.isEmpty() || say(chunk, utf8Length(chunk));
  }

  boolean think(String chunk) {
    ended = ended || (!chunk.isEmpty() && !reply.think(chunk));
    return !ended;
  }

  boolean sayLastResult() {
    return say(lastResult.failed() ? "error: " + lastResult.text() : lastResult.text());
  }

  /** Plays {@code next} before everything that is still to play. */
  void playNext(Step next) {
    steps.push(next);
  }

  /** Goes on after a while; returns false, the answer of a step that waits. */
  boolean sleep(long millis) {
    wait = threads.schedule(this, millis, TimeUnit.MILLISECONDS);
    return false;
  }

  /** Goes on when all calls are answered; returns false, the answer of a step that waits. */
  boolean call(List<Step.Call> calls) {
    List<CompletableFuture<ToolResult>> results =
        calls.stream().map(c -> tools.call(c.tool(), c.input()).toCompletableFuture()).toList();
    wait =
        CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
            .thenRun(
                () -> {
                  lastResult = results.get(results.size() - 1).join();
                  threads.execute(this);
                });
    return false;
  }

  boolean fail(String error) {
    ended = true;
    reply.fail(error);
    return false;
  }

  private boolean finish() {
    ended = true;
    reply.done();
    return false;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, other threads only read
  private void addBytesSaid(int bytes) {
    bytesSaid += bytes;
  }

  static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
