package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.sql.SQLException;

/**
 * What a caller wants done in one transaction.
 *
 * <p>It may run more than once, of which only the last run counts: it must have no effect but by
 * its statements.
 */
interface Work<T> {

  /** Does it, or throws to undo what it has done. */
  T run(Statements sql) throws SQLException, StoreException;
}
