package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection on which batches of work are committed, one transaction a batch.
 *
 * <p>A batch runs without savepoints first. Only when some of it fails does it run again, each work
 * in a savepoint of its own, so that the others are not hurt. Thread: one.
 */
final class GroupCommit implements AutoCloseable {

  private static final int ATTEMPTS = 3;

  /** How often a database that broke during a commit is asked what became of it. */
  private static final int QUESTIONS = 10;

  private final Product product;
  private final long pauseMillis;
  private final AtomicLong count = new AtomicLong();
  private Statements statements;

  /**
   * Commits to a database.
   *
   * @param pauseMillis how long to wait before it is asked again
   */
  GroupCommit(Product product, long pauseMillis) {
    this.product = product;
    this.pauseMillis = pauseMillis;
  }

  /** How many transactions have been committed. Thread: any. */
  long count() {
    return count.get();
  }

  /** Commits what can be; notes in each request how it went. */
  void commit(List<? extends WriteRequest<?>> batch) {
    StoreException failure = null;
    try {
      if (!batch.isEmpty()) {
        commitWithRetries(batch);
      }
    } catch (StoreException e) {
      failure = e;
    } catch (SQLException e) {
      failure = StoreException.of("the store can't write", e);
    } catch (RuntimeException | Error e) { // the callers wait: they hear of it
      discard();
      failure = StoreException.of("the store's writer has failed", e);
    }
    if (failure != null) {
      for (WriteRequest<?> request : batch) {
        request.fail(failure);
      }
    }
  }

  private void commitWithRetries(List<? extends WriteRequest<?>> batch)
      throws SQLException, StoreException {
    for (int attempt = 1; ; attempt++) {
      try {
        String transaction = run(batch);
        confirm(transaction);
        count.incrementAndGet();
        return;
      } catch (SQLException e) {
        boolean worthwhile = product.isTransient(e) || product.isBroken(e);
        discard();
        if (!worthwhile || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Runs all in a transaction that is not committed yet; returns what it is known by. */
  private String run(List<? extends WriteRequest<?>> batch) throws SQLException {
    Statements sql = connected();
    String transaction = product.beginWrite(sql);
    if (!runTogether(batch, sql)) {
      product.rollback(sql);
      transaction = product.beginWrite(sql);
      for (WriteRequest<?> request : batch) {
        runApart(request, sql);
      }
    }
    return transaction;
  }

  private void confirm(String transaction) throws SQLException, StoreException {
    try {
      product.commit(statements);
    } catch (SQLException e) {
      discard();
      if (!isCommitted(transaction)) {
        throw e;
      }
    }
  }

  /** Until it is known, nothing may be done again. */
  private boolean isCommitted(String transaction) throws StoreException {
    for (int question = 1; ; question++) {
      try {
        return product.isCommitted(transaction, connected());
      } catch (SQLException e) {
        discard();
        if (question == QUESTIONS) {
          throw StoreException.of("it is not known whether the store has written", e);
        }
      }
      Uninterruptibly.run(() -> Thread.sleep(pauseMillis));
    }
  }

  /** False when some have failed after they may have changed something. */
  private boolean runTogether(List<? extends WriteRequest<?>> batch, Statements sql)
      throws SQLException {
    for (WriteRequest<?> request : batch) {
      long before = sql.updates();
      try {
        request.run(sql);
      } catch (StoreException e) {
        if (sql.updates() != before) {
          return false;
        }
        request.fail(e);
      } catch (SQLException e) {
        rethrowUnlessOfTheWork(e);
        return false;
      } catch (RuntimeException | Error e) {
        return false;
      }
    }
    return true;
  }

  private void runApart(WriteRequest<?> request, Statements sql) throws SQLException {
    sql.command("SAVEPOINT work");
    try {
      request.run(sql);
    } catch (StoreException e) {
      request.fail(e);
      sql.command("ROLLBACK TO SAVEPOINT work");
    } catch (SQLException e) {
      rethrowUnlessOfTheWork(e);
      request.fail(StoreException.of("the store refuses a statement", e));
      sql.command("ROLLBACK TO SAVEPOINT work");
    } catch (RuntimeException | Error e) {
      request.fail(StoreException.of("the store's work is defective", e));
      sql.command("ROLLBACK TO SAVEPOINT work");
    }
    sql.command("RELEASE SAVEPOINT work");
  }

  private void rethrowUnlessOfTheWork(SQLException e) throws SQLException {
    if (product.isBroken(e) || product.isTransient(e)) {
      throw e;
    }
  }

  private Statements connected() throws SQLException {
    if (statements == null) {
      statements = new Statements(product.connectToWrite(), product);
    }
    return statements;
  }

  private void discard() {
    Statements broken = statements;
    statements = null;
    if (broken != null) {
      broken.close();
    }
  }

  @Override
  public void close() {
    discard();
  }
}
