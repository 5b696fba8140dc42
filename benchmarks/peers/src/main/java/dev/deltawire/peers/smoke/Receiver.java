package dev.deltawire.peers.smoke;

import java.util.concurrent.TimeUnit;

/** A client of one stream that knows each of its messages beforehand. */
final class Receiver extends Texts {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final int stream;
  private long tokens;
  private Throwable failure;

  Receiver(int stream) {
    this.stream = stream;
  }

  /** Expects the stream from its first token again. */
  synchronized void restart() {
    tokens = 0;
  }

  synchronized long tokens() {
    return tokens;
  }

  /** Waits for so many tokens. */
  synchronized void await(long expected) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (tokens < expected && failure == null) {
      long left = deadline - System.nanoTime();
      Expect.that(left > 0, "only " + tokens + " of " + expected + " tokens come");
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (failure != null) {
      throw new AssertionError("stream " + stream + ", token " + tokens + ": " + failure, failure);
    }
  }

  @Override
  synchronized void text(String text) {
    Expect.equal(Tokens.message(stream, tokens), text);
    tokens++;
    notifyAll();
  }

  @Override
  synchronized void failed(Throwable reason) {
    failure = reason;
    notifyAll();
  }
}
