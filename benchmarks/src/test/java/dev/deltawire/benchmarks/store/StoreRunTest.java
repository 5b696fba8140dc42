package dev.deltawire.benchmarks.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.store.jdbc.JdbcStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreRunTest {

  @TempDir private Path directory;

  @Test
  void sendersAreCountedAndShareCommits() throws Exception {
    try (JdbcStore store = JdbcStore.sqlite(directory.resolve("store.db")).open()) {
      StoreMeasurement measured =
          Senders.measure(store, 16, true, Duration.ofMillis(200), Duration.ofMillis(300));
      assertTrue(measured.sends() > 0);
      assertTrue(measured.commits() > 0);
      assertTrue(measured.sends() > measured.commits(), measured::toString);
      assertTrue(measured.p99() >= measured.p50());
    }
  }
}
