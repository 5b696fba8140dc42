package dev.deltawire.benchmarks.store;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.Posting;
import dev.deltawire.dialects.messenger.SendOutcome;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.store.jdbc.JdbcStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Agents that send to one another, one message after the other, each to a peer of its own. */
final class Senders {

  private static final RawJson CONTENT =
      RawJson.ofValidated(
          ("{\"text\":\"" + "some words, ".repeat(20) + "\"}").getBytes(StandardCharsets.UTF_8));

  private final JdbcStore store;
  private final long startNanos;
  private final long endNanos;

  private Senders(JdbcStore store, long startNanos, long endNanos) {
    this.store = store;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
  }

  static StoreMeasurement measure(
      JdbcStore store, int writers, boolean fsync, Duration warmUp, Duration time)
      throws StoreException, InterruptedException {
    for (int i = 0; i < writers; i++) {
      store.messenger().agents().register("from-" + i, SecretHash.of("from-" + i));
      store.messenger().agents().register("to-" + i, SecretHash.of("to-" + i));
    }
    long start = System.nanoTime() + warmUp.toNanos();
    Senders senders = new Senders(store, start, start + time.toNanos());
    ExecutorService threads = Executors.newFixedThreadPool(writers);
    try {
      List<Future<long[]>> running = new ArrayList<>();
      for (int i = 0; i < writers; i++) {
        int sender = i;
        running.add(threads.submit((Callable<long[]>) () -> senders.send(sender)));
      }
      Thread.sleep(warmUp.toMillis());
      long before = store.commits();
      Thread.sleep(time.toMillis());
      long commits = store.commits() - before;
      return summary(writers, fsync, time, commits, running);
    } finally {
      threads.shutdownNow();
    }
  }

  private static StoreMeasurement summary(
      int writers, boolean fsync, Duration time, long commits, List<Future<long[]>> running)
      throws InterruptedException {
    List<long[]> each = new ArrayList<>();
    for (Future<long[]> sender : running) {
      try {
        each.add(sender.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("a message was not stored", e);
      }
    }
    long[] nanos = each.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    long p50 = nanos[nanos.length / 2];
    long p99 = nanos[(int) (nanos.length * 0.99)];
    double seconds = time.toNanos() / 1e9;
    return new StoreMeasurement(writers, fsync, seconds, nanos.length, commits, p50, p99);
  }

  /** How long each message took that was acknowledged in the time that counts. */
  private long[] send(int sender) throws StoreException {
    long[] nanos = new long[1024];
    int count = 0;
    for (long before = System.nanoTime(); before < endNanos; ) {
      SendOutcome outcome = store.messenger().messages().send(posting(sender));
      if (!(outcome instanceof SendOutcome.Stored)) {
        throw new IllegalStateException("not stored: " + outcome);
      }
      long after = System.nanoTime();
      if (before >= startNanos && after < endNanos) {
        nanos = count == nanos.length ? Arrays.copyOf(nanos, 2 * count) : nanos;
        nanos[count++] = after - before;
      }
      before = after;
    }
    return Arrays.copyOf(nanos, count);
  }

  private static Posting posting(int sender) {
    Draft draft =
        new Draft(
            "from-" + sender,
            new ToAgent("to-" + sender),
            UUID.randomUUID().toString(),
            MessageType.TEXT,
            CONTENT,
            RawJson.EMPTY_OBJECT);
    return new Posting(
        draft,
        "msg_" + UUID.randomUUID(),
        "conv_" + UUID.randomUUID(),
        Instant.now().truncatedTo(ChronoUnit.MILLIS),
        Long.MAX_VALUE);
  }
}
