package dev.deltawire.store.jdbc;

import java.sql.SQLException;

/** What makes a value of a row. */
interface RowReader<T> {

  T read(Row row) throws SQLException;
}
