package dev.deltawire.store.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;

/** SQLite in a file of its own, with a write-ahead log. */
final class Sqlite extends Product {

  /** How long a process that writes beside us may hold us up. */
  private static final int BUSY_MILLIS = 20_000;

  private static final int BUSY = 5;
  private static final int LOCKED = 6;

  /**
   * IOERR, CORRUPT, FULL, CANTOPEN, NOTADB; READONLY too, which a file system becomes when it
   * fails.
   */
  private static final Set<Integer> BROKEN = Set.of(8, 10, 11, 13, 14, 26);

  private final Path file;
  private final boolean fsync;

  Sqlite(Path file, boolean fsync) {
    this.file = file.toAbsolutePath();
    this.fsync = fsync;
    if (this.file.toString().contains("?")) {
      throw new IllegalArgumentException("the path of an SQLite file can't contain a ?: " + file);
    }
  }

  @Override
  String name() {
    return file.toString();
  }

  @Override
  Connection connectToRead() throws SQLException {
    return connectToWrite();
  }

  @Override
  Connection connectToWrite() throws SQLException {
    createForOwnerOnly();
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = connection.createStatement()) {
      for (String pragma : pragmas()) {
        statement.execute("PRAGMA " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private List<String> pragmas() {
    return List.of(
        "busy_timeout=" + BUSY_MILLIS,
        "journal_mode=WAL",
        "synchronous=" + (fsync ? "FULL" : "NORMAL"),
        "temp_store=MEMORY", // where texts are ordered that are put together
        "foreign_keys=ON");
  }

  /** Messages are nobody else's business; the log's files get the same permissions. */
  private void createForOwnerOnly() throws SQLException {
    if (Files.exists(file)) {
      return;
    }
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, owner);
    } catch (IOException e) {
      if (!Files.exists(file)) { // else another process was faster
        throw new SQLException("it cannot be made: " + e.getClass().getSimpleName(), e);
      }
    }
  }

  @Override
  boolean shared() {
    return false;
  }

  @Override
  String identity() {
    return "INTEGER PRIMARY KEY AUTOINCREMENT";
  }

  @Override
  String byBytes(String column) {
    return column; // anyway
  }

  @Override
  String clustered() {
    return "WITHOUT ROWID";
  }

  @Override
  String beginWrite(Statements sql) throws SQLException {
    sql.command("BEGIN IMMEDIATE");
    return "";
  }

  @Override
  void beginRead(Statements sql) throws SQLException {
    sql.command("BEGIN");
  }

  @Override
  void commit(Statements sql) throws SQLException {
    sql.command("COMMIT");
  }

  @Override
  void rollback(Statements sql) throws SQLException {
    sql.command("ROLLBACK");
  }

  /** What SQLite has not confirmed it undoes. */
  @Override
  boolean isCommitted(String transaction, Statements fresh) {
    return false;
  }

  @Override
  boolean isTransient(SQLException e) {
    int code = primaryCode(e);
    return code == BUSY || code == LOCKED;
  }

  @Override
  boolean isBroken(SQLException e) {
    return BROKEN.contains(primaryCode(e));
  }

  private static int primaryCode(SQLException e) {
    return e.getErrorCode() & 0xff;
  }
}
