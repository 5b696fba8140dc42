package dev.deltawire.benchmarks.store;

import dev.deltawire.benchmarks.Table;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code benchmarks/run store}: how many messages a second does SQLite take that are on the disk
 * before they are acknowledged, and how many of them share an fsync?
 *
 * <p>The messages are those of the messenger dialect, sent at the store's seam by so many threads,
 * each waiting for one before it sends the next.
 */
public final class StoreRun {

  private static final int[] WRITERS = {1, 8, 64};

  private final int rounds;
  private final Duration warmUp;
  private final Duration time;
  private final Path directory;

  private StoreRun(int rounds, Duration warmUp, Duration time, Path directory) {
    this.rounds = rounds;
    this.warmUp = warmUp;
    this.time = time;
    this.directory = directory;
  }

  /** {@code [--quick] [DIRECTORY]}: where the files are written, and deleted afterwards. */
  public static void main(String[] args) throws IOException, StoreException, InterruptedException {
    List<String> arguments = new ArrayList<>(Arrays.asList(args));
    boolean quick = arguments.remove("--quick");
    Path parent = Path.of(arguments.isEmpty() ? "." : arguments.get(0));
    Path directory = Files.createTempDirectory(parent, "store-benchmark");
    try {
      StoreRun run =
          quick
              ? new StoreRun(1, Duration.ofSeconds(1), Duration.ofSeconds(1), directory)
              : new StoreRun(3, Duration.ofSeconds(3), Duration.ofSeconds(10), directory);
      System.out.println(run.run());
    } finally {
      delete(directory);
    }
  }

  private Table run() throws IOException, StoreException, InterruptedException {
    System.out.printf(
        Locale.ROOT, "disk    %,d fsyncs/s of 4 KiB, one after the other%n", fsyncs());
    Table table =
        new Table("writers", "fsync", "sends/s", "commits/s", "sends/commit", "p50 ms", "p99 ms");
    for (boolean fsync : new boolean[] {true, false}) {
      for (int writers : WRITERS) {
        medianOf(writers, fsync).addTo(table);
      }
    }
    return table;
  }

  private StoreMeasurement medianOf(int writers, boolean fsync)
      throws IOException, StoreException, InterruptedException {
    List<StoreMeasurement> measured = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Path file = directory.resolve("store-" + writers + "-" + fsync + "-" + round + ".db");
      try (JdbcStore store = JdbcStore.sqlite(file).fsync(fsync).open()) {
        measured.add(Senders.measure(store, writers, fsync, warmUp, time));
      }
    }
    measured.sort(Comparator.comparingDouble(StoreMeasurement::sendsPerSecond));
    return measured.get(rounds / 2);
  }

  /** How often the disk confirms a block that was appended. */
  private long fsyncs() throws IOException {
    Path file = directory.resolve("fsync");
    ByteBuffer block = ByteBuffer.allocateDirect(4096);
    long count = 0;
    long end = System.nanoTime() + time.toNanos();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (System.nanoTime() < end) {
        channel.write(block.clear());
        channel.force(false);
        count++;
      }
    }
    return count * 1_000_000_000L / time.toNanos();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
