package dev.deltawire.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** A database whose commits are counted, and fail when a test wants it. */
final class FaultyProduct extends Product {

  /** What becomes of a commit. */
  enum Fate {
    /** It succeeds. */
    DONE,
    /** It is refused. */
    REFUSED,
    /** It is done, but the connection breaks before the answer. */
    DONE_UNHEARD,
    /** The connection breaks before it is done. */
    LOST
  }

  private final Product real;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final Queue<Fate> fates = new ArrayDeque<>();

  FaultyProduct(Product real) {
    this.real = real;
  }

  /** How many commits have been asked for. */
  int commits() {
    return commits.get();
  }

  /** Lets the next commits fare so; those after them succeed. */
  synchronized void next(Fate fate) {
    fates.add(fate);
  }

  /** Lets so many connections for writing fail; those after them succeed. */
  void refuseConnections(int times) {
    refusals.set(times);
  }

  private synchronized Fate fate() {
    return fates.isEmpty() ? Fate.DONE : fates.remove();
  }

  @Override
  void commit(Statements sql) throws SQLException {
    commits.incrementAndGet();
    Fate fate = fate();
    if (fate == Fate.DONE || fate == Fate.DONE_UNHEARD) {
      real.commit(sql);
    }
    if (fate == Fate.REFUSED) {
      throw new SQLException("no", "23000", 19);
    }
    if (fate != Fate.DONE) {
      sql.close();
      throw new SQLException("gone", "08006", 10);
    }
  }

  @Override
  String name() {
    return real.name();
  }

  @Override
  Connection connectToRead() throws SQLException {
    return real.connectToRead();
  }

  @Override
  Connection connectToWrite() throws SQLException {
    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new SQLException("away", "08001");
    }
    return real.connectToWrite();
  }

  @Override
  boolean shared() {
    return real.shared();
  }

  @Override
  String identity() {
    return real.identity();
  }

  @Override
  String byBytes(String column) {
    return real.byBytes(column);
  }

  @Override
  String clustered() {
    return real.clustered();
  }

  @Override
  String beginWrite(Statements sql) throws SQLException {
    return real.beginWrite(sql);
  }

  @Override
  void beginRead(Statements sql) throws SQLException {
    real.beginRead(sql);
  }

  @Override
  void rollback(Statements sql) throws SQLException {
    real.rollback(sql);
  }

  @Override
  boolean isCommitted(String transaction, Statements fresh) throws SQLException {
    return real.isCommitted(transaction, fresh);
  }

  @Override
  boolean isTransient(SQLException e) {
    return real.isTransient(e);
  }

  @Override
  boolean isBroken(SQLException e) {
    return real.isBroken(e);
  }

  @Override
  String storedText(String text) {
    return real.storedText(text);
  }

  @Override
  String loadedText(String stored) {
    return real.loadedText(stored);
  }
}
