package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.tck.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A store over a database of its own for each test; a field with {@code @RegisterExtension}. */
final class OpenStore implements BeforeEachCallback, AfterEachCallback {

  private final boolean postgres;
  private Path directory;
  private String url;
  private JdbcStore store;

  private OpenStore(boolean postgres) {
    this.postgres = postgres;
  }

  static OpenStore sqlite() {
    return new OpenStore(false);
  }

  static OpenStore postgres() {
    return new OpenStore(true);
  }

  JdbcStore store() {
    return store;
  }

  /** Ends the store as a restart of its process does, and opens it again. */
  void reopen() {
    store.close();
    open();
  }

  /** How the database of this test is opened once more. */
  JdbcStore.Builder builder() {
    return postgres ? JdbcStore.postgres(url) : JdbcStore.sqlite(directory.resolve("store.db"));
  }

  private void open() {
    try {
      store = builder().open();
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (postgres) {
      url = TestPostgres.shared().freshDatabase();
    } else {
      directory = Files.createTempDirectory("store");
    }
    open();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    store.close();
    if (directory != null) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(directory)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
