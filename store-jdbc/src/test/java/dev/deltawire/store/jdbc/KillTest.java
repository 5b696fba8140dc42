package dev.deltawire.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.home.HomeStore.Conversations;
import dev.deltawire.tck.postgres.TestPostgres;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after {@code kill -9}. */
final class KillTest {

  private static final int LINES_BEFORE_KILL = 500;
  private static final String ERROR = "Interrupted by restart";

  @TempDir private Path directory;

  @Test
  void x59_x61_whatAKilledProcessWasToldIsStoredIsStoredInSqlite() throws Exception {
    Path file = directory.resolve("store.db");
    assertAllThere(acknowledgedBefore(file.toString()), JdbcStore.sqlite(file));
  }

  @Test
  void x59_whatAKilledProcessWasToldIsStoredIsStoredInPostgres() throws Exception {
    String url = TestPostgres.shared().freshDatabase();
    assertAllThere(acknowledgedBefore(url), JdbcStore.postgres(url));
  }

  private static void assertAllThere(List<UUID> acknowledged, JdbcStore.Builder database)
      throws Exception {
    assertTrue(acknowledged.size() >= LINES_BEFORE_KILL);
    try (JdbcStore store = database.open()) {
      Conversations conversations = store.home().conversations();
      conversations.failUnfinished(ERROR);
      for (UUID id : acknowledged) {
        assertTrue(WritingProcess.isStored(id, conversations), id::toString);
      }
    }
  }

  /** Runs a process that writes, kills it in the middle and returns what it had printed. */
  private List<UUID> acknowledgedBefore(String place) throws IOException, InterruptedException {
    Process process = start(place);
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
        if (lines.size() == LINES_BEFORE_KILL) {
          process.toHandle().destroyForcibly(); // SIGKILL, and the pipe can be read to its end
        }
      }
    }
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(137, process.exitValue());
    return lines.stream().filter(line -> line.length() == 36).map(UUID::fromString).toList();
  }

  private Process start(String place) throws IOException {
    String path =
        Stream.of("jdk.module.path", "java.class.path")
            .map(name -> Optional.ofNullable(System.getProperty(name)).orElse(""))
            .filter(entries -> !entries.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java, "-Xmx256m", "-cp", testClasses() + File.pathSeparator + path, main(), place)
        .redirectError(directory.resolve("stderr").toFile())
        .start();
  }

  /** Surefire patches them into the module, so that no path names them. */
  private static String testClasses() {
    return Path.of("target", "test-classes").toAbsolutePath().toString();
  }

  private static String main() {
    return WritingProcess.class.getName();
  }
}
