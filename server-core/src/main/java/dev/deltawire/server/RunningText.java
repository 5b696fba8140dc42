package dev.deltawire.server;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the texts of all running streams of a server take together.
 *
 * <p>When it is spent no long text grows, so that whoever starts many of them ends replies and not
 * the process; a text that is still short goes on until half as much again is taken. Thread: any.
 */
final class RunningText {

  /** A text of up to so many UTF-8 bytes is short. */
  private static final long SHORT_BYTES = 1 << 16;

  private final long maxBytes;
  private final AtomicLong taken = new AtomicLong();

  RunningText(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** No bound but the heap's end. */
  static RunningText unbounded() {
    return new RunningText(Long.MAX_VALUE);
  }

  /** A quarter of the heap. */
  static RunningText ofHeap() {
    return new RunningText(Runtime.getRuntime().maxMemory() / 4);
  }

  /** Whether a text may become so long. */
  boolean admits(long length) {
    long now = taken.get();
    return now < maxBytes || (length <= SHORT_BYTES && now - maxBytes < maxBytes / 2);
  }

  /** A text takes more memory, or less. */
  void change(long bytes) {
    taken.addAndGet(bytes);
  }

  /** What is left for texts that have ended. */
  long room() {
    return Math.max(0, maxBytes - taken.get());
  }

  long taken() {
    return taken.get();
  }
}
