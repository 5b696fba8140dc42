package dev.deltawire.benchmarks.peers;

import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.TextStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that appends the same tokens to some streams: at a pace, or within a window. */
final class Production {

  private final List<String> tokens;
  private final List<TextStream<HomeServerFrame>> streams;
  private final long intervalNanos;
  private final int window;
  private final Thread thread = new Thread(this::produce, "engine");
  private long startNanos;

  private volatile long acknowledged;
  private volatile boolean stopped;
  private long produced;

  /**
   * Not started yet.
   *
   * @param tokensPerSecond the pace, or 0 to be {@code window} tokens ahead of the last
   *     acknowledgement
   */
  Production(
      List<String> tokens,
      List<TextStream<HomeServerFrame>> streams,
      int tokensPerSecond,
      int window) {
    this.tokens = tokens;
    this.streams = streams;
    this.intervalNanos = tokensPerSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / tokensPerSecond;
    this.window = window;
  }

  /**
   * Starts.
   *
   * @return when the first token is due, in {@link System#nanoTime()}
   */
  long start() {
    startNanos = System.nanoTime();
    thread.start();
    return startNanos;
  }

  /** Every receiver has so many tokens. */
  void acknowledge(long count) {
    acknowledged = count;
    LockSupport.unpark(thread);
  }

  /**
   * Stops and waits until the last token is appended.
   *
   * @return tokens of each stream
   */
  long stop() throws InterruptedException {
    stopped = true;
    LockSupport.unpark(thread);
    thread.join();
    return produced;
  }

  private void produce() {
    while (!stopped) {
      if (intervalNanos == 0) {
        produceAhead();
      } else {
        produceDue();
      }
    }
  }

  private void produceAhead() {
    if (produced < acknowledged + window) {
      appendNext();
    } else {
      LockSupport.park(this);
    }
  }

  private void produceDue() {
    long wait = startNanos + produced * intervalNanos - System.nanoTime();
    if (wait <= 0) {
      appendNext();
    } else {
      LockSupport.parkNanos(this, wait);
    }
  }

  private void appendNext() {
    String token = tokens.get((int) (produced & (tokens.size() - 1)));
    for (int k = 0; k < streams.size(); k++) { // an iterator a token would count as ours
      ConversationStreams.append(streams.get(k), token);
    }
    produced++;
  }
}
