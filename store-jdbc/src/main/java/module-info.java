/** The durable store over JDBC: SQLite embedded, PostgreSQL when several nodes share it. */
module dev.deltawire.store.jdbc {
  requires transitive dev.deltawire.dialects;
  requires java.sql;

  exports dev.deltawire.store.jdbc;
}
