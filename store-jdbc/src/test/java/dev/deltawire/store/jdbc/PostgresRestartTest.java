package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.tck.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL that goes away and comes back, and nodes that write to it together. */
final class PostgresRestartTest {

  private static final int TURNS = 25;

  @TempDir private Path directory;

  @Test
  void x62_aServerThatIsAwayFailsRequestsAndServesAgainAfterItsRestart() throws Exception {
    TestPostgres server = TestPostgres.start(directory.resolve("pg"), 0);
    int port = server.port();
    try (JdbcStore store = JdbcStore.postgres(server.url("postgres")).open()) {
      store.home().killSwitch(true);
      server.close();
      assertThrows(StoreException.class, () -> store.home().killSwitch(false));
      assertThrows(StoreException.class, () -> store.home().killSwitch());
      server = TestPostgres.start(directory.resolve("pg"), port);
      assertTrue(store.home().killSwitch());
      store.home().killSwitch(false);
      assertFalse(store.home().killSwitch());
    } finally {
      server.close();
    }
  }

  @Test
  void x59_connectionsThatBreakWhileTheyLieIdleFailNothing() throws Exception {
    String url = TestPostgres.shared().freshDatabase();
    try (JdbcStore store = JdbcStore.postgres(url).guest().open()) {
      store.home().killSwitch(true);
      assertTrue(store.home().killSwitch());
      TestPostgres.shared()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE datname = '"
                  + url.replaceAll(".*/|[?].*", "")
                  + "'");
      assertTrue(store.home().killSwitch());
      store.home().killSwitch(false);
      assertFalse(store.home().killSwitch());
    }
  }

  @Test
  void x60_nodesThatShareADatabaseTakeTurnsToReadAndWrite() throws Exception {
    String url = TestPostgres.shared().freshDatabase();
    ExecutorService callers = Executors.newFixedThreadPool(8);
    try (Database one = new Database(new Postgres(url, null, null, true), "one");
        Database two = new Database(new Postgres(url, null, null, true), "two")) {
      one.write(sql -> sql.update("CREATE TABLE counter (n BIGINT)"));
      one.write(sql -> sql.update("INSERT INTO counter (n) VALUES (0)"));
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Database node = i % 2 == 0 ? one : two;
        all.add(callers.submit(() -> countUp(node)));
      }
      for (Future<Void> each : all) {
        each.get();
      }
      long counted = two.read(PostgresRestartTest::count);
      assertEquals(8 * TURNS, counted);
    } finally {
      callers.shutdownNow();
    }
  }

  private static Void countUp(Database node) throws StoreException {
    for (int i = 0; i < TURNS; i++) {
      node.write(sql -> sql.update("UPDATE counter SET n = ?", count(sql) + 1L));
    }
    return null;
  }

  private static long count(Statements sql) throws SQLException {
    return sql.first(row -> row.number("n"), "SELECT n FROM counter").orElseThrow();
  }
}
