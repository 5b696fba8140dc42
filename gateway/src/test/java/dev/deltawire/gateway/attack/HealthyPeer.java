package dev.deltawire.gateway.attack;

import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.TestTls;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A well-behaved peer that asks a hundred times a second, and times the answers from when each
 * question was due: an answer that keeps the next question waiting counts for both.
 */
final class HealthyPeer implements AutoCloseable {

  private static final int MAX_SAMPLES = 10_000;
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private static final String QUESTION = "{\"id\":\"h\",\"type\":\"ping.request\",\"payload\":{}}";

  private final RawPeer peer;
  private final long[] nanos = new long[MAX_SAMPLES];
  private final Thread thread = new Thread(this::ask, "healthy");
  private volatile boolean stopping;
  private volatile Throwable trouble;
  private volatile int count;

  HealthyPeer(Target target, Optional<TestTls> tls) throws IOException {
    peer = RawPeer.connect(target.address(Attack.Port.WEB_SOCKET), 0, tls);
    int status = peer.upgrade("/ws?token=" + Target.homeToken("healthy")).status();
    if (status != 101) {
      peer.close();
      throw new IOException("upgrade answered by " + status);
    }
    thread.start();
  }

  private void ask() {
    try {
      long due = System.nanoTime();
      for (int i = 0; !stopping && i < MAX_SAMPLES; i++) {
        peer.sendText(QUESTION);
        awaitAnswer();
        nanos[i] = System.nanoTime() - due;
        count = i + 1;
        due += EVERY_NANOS;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    } catch (IOException | RuntimeException e) {
      trouble = e;
    }
  }

  private void awaitAnswer() throws IOException {
    WireFrame answer = peer.frame();
    while (!answer.text().contains("ping.response")) {
      if (answer.opcode() == WireFrame.CLOSE) {
        throw new IOException("closed with " + answer.closeCode() + " " + answer.closeReason());
      }
      if (answer.opcode() == WireFrame.PING) {
        peer.sendPong(answer.payload());
      }
      answer = peer.frame();
    }
  }

  /** What went wrong, or null. */
  Throwable trouble() {
    return trouble;
  }

  /** Stops asking after so many times, and returns p50, p99 and the maximum in milliseconds. */
  double[] stop(int leastSamples) throws InterruptedException {
    while (count < leastSamples && thread.isAlive()) {
      thread.join(1);
    }
    stopping = true;
    thread.join();
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return new double[] {at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1)};
  }

  private static double at(long[] sorted, double part) {
    if (sorted.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    int index = Math.min(sorted.length - 1, (int) (part * sorted.length));
    return sorted[index] / 1e6;
  }

  @Override
  public void close() throws IOException {
    stopping = true;
    peer.close();
  }
}
