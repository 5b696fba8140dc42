package dev.deltawire.tck.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A PostgreSQL server of the tests' own, on a free port.
 *
 * <p>PostgreSQL refuses to run as root; where tests do, it runs in a user namespace of its own
 * ({@code unshare -U}).
 */
public final class TestPostgres implements AutoCloseable {

  /** Made when it is first needed. */
  private static final class Shared {
    private static final TestPostgres INSTANCE = startShared();
  }

  private final EmbeddedPostgres server;

  private TestPostgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The server of this JVM, which ends with it. */
  public static TestPostgres shared() {
    return Shared.INSTANCE;
  }

  /** A server over a directory that outlives it. */
  public static TestPostgres start(Path data, int port) throws IOException {
    return new TestPostgres(
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .start());
  }

  private static TestPostgres startShared() {
    try {
      TestPostgres started =
          new TestPostgres(
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "off") // its machine does not lose power in a test
                  .setServerConfig("max_connections", "300")
                  .start());
      Runtime.getRuntime().addShutdownHook(new Thread(started::close));
      return started;
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not start", e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getPort();
  }

  /** The URL of a database that nobody else uses, its user included. */
  public String freshDatabase() throws SQLException {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    execute("CREATE DATABASE " + name);
    return url(name);
  }

  /** The URL of a database, its user included. */
  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
  }

  /** Runs a statement as the administrator. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new IllegalStateException("PostgreSQL does not end", e);
    }
  }
}
