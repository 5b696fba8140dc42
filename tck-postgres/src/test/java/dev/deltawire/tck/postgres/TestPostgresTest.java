package dev.deltawire.tck.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

final class TestPostgresTest {

  private final TestPostgres server = TestPostgres.shared();

  @Test
  void aFreshDatabaseIsPostgresAndEmpty() throws SQLException {
    String mine = server.freshDatabase();
    String other = server.freshDatabase();
    assertNotEquals(mine, other);
    try (Connection connection = DriverManager.getConnection(mine);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE mine (id INTEGER)");
    }
    assertEquals("0", first(other, "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'mine'"));
    assertEquals("1", first(mine, "SELECT COUNT(*) FROM pg_tables WHERE tablename = 'mine'"));
  }

  private static String first(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
