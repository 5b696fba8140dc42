package dev.deltawire.benchmarks.durable;

import dev.deltawire.benchmarks.Table;
import dev.deltawire.benchmarks.durable.Senders.Outcome;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * {@code benchmarks/run durable}: how many sends a second are acknowledged after fsync, and what
 * does a mailbox cost among many?
 */
public final class DurableRun {

  private static final int SENDERS = 64;
  private static final int MESSAGES = 100;
  private static final int READS = 2000;

  private final int rounds;
  private final Duration warmUp;
  private final Duration time;
  private final int mailboxes;

  private DurableRun(int rounds, Duration warmUp, Duration time, int mailboxes) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.time = time;
    this.mailboxes = mailboxes;
  }

  /** {@code [--quick]}. */
  public static void main(String[] args) throws Exception {
    boolean quick = args.length == 1 && args[0].equals("--quick");
    if (args.length > (quick ? 1 : 0)) {
      throw new IllegalArgumentException("usage: durable [--quick]");
    }
    DurableRun run =
        quick
            ? new DurableRun(1, Duration.ofSeconds(1), Duration.ofSeconds(2), 200)
            : new DurableRun(3, Duration.ofSeconds(10), Duration.ofSeconds(20), 10_000);
    run.sends();
    run.drains();
  }

  private void sends() throws Exception {
    Table table =
        new Table("64 senders", "sends/s", "commits", "sends a commit", "p50 µs", "p99 µs");
    for (int round = 1; round <= rounds; round++) {
      storeSends(table);
      gatewaySends(table);
    }
    System.out.println(table);
  }

  private void storeSends(Table table) throws Exception {
    Path directory = Files.createTempDirectory("deltawire-durable");
    try (JdbcStore store = JdbcStore.sqlite(directory.resolve("store.db")).open()) {
      var senders = StoreSends.senders(store.messenger(), SENDERS);
      Senders.run(senders.stream().map(DurableRun::warm).toList(), warmUp);
      long before = store.commits();
      Outcome outcome = Senders.run(senders, time);
      long commits = store.commits() - before;
      row(table, "store", outcome, Long.toString(commits), StoreSends.perCommit(outcome, commits));
    } finally {
      delete(directory);
    }
  }

  private void gatewaySends(Table table)
      throws IOException, InterruptedException, ExecutionException {
    Path directory = Files.createTempDirectory("deltawire-durable");
    try (GatewayProcess gateway =
            GatewayProcess.launch(
                directory, "messenger.sendRate=1000000", "messenger.maxBacklog=100000000");
        GatewaySends sends = new GatewaySends(gateway, SENDERS)) {
      Senders.run(sends.senders().stream().map(DurableRun::warm).toList(), warmUp);
      row(table, "gateway", Senders.run(sends.senders(), time), "", "");
    } finally {
      delete(directory);
    }
  }

  /** The same sender with other ids. */
  private static Senders.Sender warm(Senders.Sender sender) {
    return n -> sender.send(Integer.MAX_VALUE - n);
  }

  private static void row(
      Table table, String subject, Outcome outcome, String commits, String perCommit) {
    table.row(
        subject,
        Long.toString(outcome.perSecond()),
        commits,
        perCommit,
        Long.toString(outcome.micros(0.5)),
        Long.toString(outcome.micros(0.99)));
  }

  /** Without fsync while it fills: that is not what is measured. */
  private void drains() throws StoreException, IOException {
    Path directory = Files.createTempDirectory("deltawire-durable");
    Table table = new Table("mailboxes of 100 messages", "first page, median µs");
    try (JdbcStore store = JdbcStore.sqlite(directory.resolve("store.db")).fsync(false).open()) {
      MessengerStore messenger = store.messenger();
      StoreSends.register(messenger, "sender");
      fill(messenger, 0, 1);
      table.row("1", Long.toString(drainMicros(messenger, 1)));
      fill(messenger, 1, mailboxes);
      table.row(Integer.toString(mailboxes), Long.toString(drainMicros(messenger, mailboxes)));
    } finally {
      delete(directory);
    }
    System.out.println(table);
  }

  private static void fill(MessengerStore store, int from, int to) throws StoreException {
    for (int i = from; i < to; i++) {
      StoreSends.register(store, "r" + i);
    }
    for (int n = 0; n < MESSAGES; n++) { // one each in turn, as life does it
      for (int i = from; i < to; i++) {
        StoreSends.send(store, "sender", "r" + i, n);
      }
    }
  }

  private static long drainMicros(MessengerStore store, int mailboxes) throws StoreException {
    SplittableRandom random = new SplittableRandom(26);
    long[] nanos = new long[READS];
    for (int i = 0; i < READS; i++) {
      String handle = "r" + random.nextInt(mailboxes);
      long begin = System.nanoTime();
      long floor = store.mailboxes().position(handle).floor();
      if (store.mailboxes().page(handle, floor, MESSAGES).size() != MESSAGES) {
        throw new IllegalStateException("not all is there");
      }
      nanos[i] = System.nanoTime() - begin;
    }
    Arrays.sort(nanos);
    return nanos[READS / 2] / 1000;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
