package dev.deltawire.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The schema's numbered steps. */
final class MigrationsTest {

  private static final int RACERS = 4;

  @TempDir private Path directory;
  private Product product;
  private Database database;

  private void open(Kind kind) throws SQLException {
    product = kind.fresh(directory);
    database = new Database(product, "node-1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Void migrate() throws StoreException {
    return migrate(database);
  }

  private Void migrate(Database target) throws StoreException {
    return target.write(
        sql -> {
          new Migrations(product).run(sql);
          return null;
        });
  }

  private void change(String statement) throws StoreException {
    database.write(sql -> sql.update(statement));
  }

  private String refusal() {
    return assertThrows(StoreException.class, this::migrate).getMessage();
  }

  @ParameterizedTest
  @EnumSource
  void everyPartIsThereAndAgainIsNothing(Kind kind) throws Exception {
    open(kind);
    migrate();
    migrate();
    for (String part : Migrations.PARTS) {
      boolean known =
          database.read(sql -> sql.exists("SELECT 1 FROM schema_part WHERE part = ?", part));
      assertEquals(!Migrations.steps(part).isEmpty(), known, part);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseThatIsNewerIsRefused(Kind kind) throws Exception {
    open(kind);
    migrate();
    change("UPDATE schema_part SET version = 99 WHERE part = 'home'");
    String newer = refusal();
    assertTrue(newer.contains("newer than this program"), newer);
    assertTrue(newer.contains("home has version 99"), newer);
  }

  @ParameterizedTest
  @EnumSource
  void aPartThatNobodyKnowsIsRefused(Kind kind) throws Exception {
    open(kind);
    migrate();
    change("INSERT INTO schema_part (part, version) VALUES ('telepathy', 1)");
    assertTrue(refusal().contains("telepathy"));
  }

  @ParameterizedTest
  @EnumSource
  void whatFailsHalfWayLeavesNothing(Kind kind) throws Exception {
    open(kind);
    change("CREATE TABLE home_widget (x TEXT)");
    assertThrows(StoreException.class, this::migrate);
    String partOfIt = "SELECT 1 FROM node_lease";
    assertThrows(StoreException.class, () -> database.read(sql -> sql.exists(partOfIt)));
    change("DROP TABLE home_widget");
    migrate();
    boolean leases = database.read(sql -> sql.exists(partOfIt));
    assertFalse(leases);
  }

  @ParameterizedTest
  @EnumSource
  void processesThatStartAtOnceMakeItOnce(Kind kind) throws Exception {
    open(kind);
    ExecutorService racers = Executors.newFixedThreadPool(RACERS);
    try {
      Callable<Void> racer =
          () -> {
            try (Database own = new Database(product, "racer")) {
              return migrate(own);
            }
          };
      for (Future<Void> each : racers.invokeAll(Collections.nCopies(RACERS, racer))) {
        each.get();
      }
    } finally {
      racers.shutdownNow();
    }
  }
}
