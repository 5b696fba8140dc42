package dev.deltawire.store.jdbc;

import dev.deltawire.tck.postgres.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;

/** Which database a test runs on. */
enum Kind {
  SQLITE,
  POSTGRES;

  /** A database that nobody else uses. */
  Product fresh(Path directory) throws SQLException {
    return this == SQLITE
        ? new Sqlite(directory.resolve("store.db"), true)
        : new Postgres(TestPostgres.shared().freshDatabase(), null, null, true);
  }
}
