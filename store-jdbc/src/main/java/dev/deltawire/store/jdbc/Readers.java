package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A few connections for reading, opened when first needed and again when they break. */
final class Readers implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  /** A place for one connection; the connection is null until somebody needs it. */
  private static final class Slot {
    private Statements statements;
  }

  private final Product product;
  private final int size;
  private final BlockingQueue<Slot> idle;
  private volatile boolean closed;

  Readers(Product product, int size) {
    this.product = product;
    this.size = size;
    this.idle = new ArrayBlockingQueue<>(size);
    for (int i = 0; i < size; i++) {
      idle.add(new Slot());
    }
  }

  /** Runs a single SELECT. Thread: any; blocks. */
  <T> T read(Work<T> work) throws StoreException {
    return withSlot(work);
  }

  /** Runs several SELECTs, which see the same state of the database. Thread: any; blocks. */
  <T> T snapshot(Work<T> work) throws StoreException {
    return withSlot(
        sql -> {
          product.beginRead(sql);
          try {
            return work.run(sql);
          } finally {
            product.rollback(sql);
          }
        });
  }

  private <T> T withSlot(Work<T> work) throws StoreException {
    Slot slot = take();
    try {
      return runTwice(slot, work);
    } catch (SQLException e) {
      throw StoreException.of("the store can't read", e);
    } finally {
      idle.add(slot);
    }
  }

  /** A connection that has broken while it lay idle is no reason to fail. */
  private <T> T runTwice(Slot slot, Work<T> work) throws SQLException, StoreException {
    try {
      return work.run(connected(slot));
    } catch (SQLException e) {
      discard(slot);
      if (!product.isBroken(e) && !product.isTransient(e)) {
        throw e;
      }
    }
    try {
      return work.run(connected(slot));
    } catch (SQLException e) {
      discard(slot);
      throw e;
    }
  }

  private Slot take() throws StoreException {
    try {
      Slot slot = idle.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (slot == null) {
        throw StoreException.noRoom("too many requests wait for the store");
      }
      if (closed) {
        idle.add(slot);
        throw StoreException.of("the store is closed", null);
      }
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StoreException.of("interrupted while waiting for the store", e);
    }
  }

  private Statements connected(Slot slot) throws SQLException {
    if (slot.statements == null) {
      slot.statements = new Statements(product.connectToRead(), product);
    }
    return slot.statements;
  }

  private static void discard(Slot slot) {
    Statements broken = slot.statements;
    slot.statements = null;
    if (broken != null) {
      broken.close();
    }
  }

  /** Waits for those who read. */
  @Override
  public synchronized void close() {
    closed = true;
    List<Slot> all = new ArrayList<>();
    while (all.size() < size) {
      Uninterruptibly.run(() -> all.add(idle.take()));
    }
    all.forEach(Readers::discard);
    idle.addAll(all); // those who wait for one hear that it is over
  }
}
