package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;

/**
 * What the stores of all dialects write to and read from.
 *
 * <p>Thread: any, many at once; every method blocks.
 */
final class Database implements AutoCloseable {

  private static final int READERS = 4;
  private static final int MAX_WAITING = 4096;
  private static final long PAUSE_MILLIS = 500;

  private final String node;
  private final Readers readers;
  private final GroupCommit commits;
  private final Writer writer;

  Database(Product product, String node) {
    this.node = node;
    this.readers = new Readers(product, READERS);
    this.commits = new GroupCommit(product, PAUSE_MILLIS);
    this.writer = Writer.start(commits, MAX_WAITING);
  }

  /** What the lease of this node is stored under: running streams carry it. */
  String node() {
    return node;
  }

  /**
   * Runs work that may write, alone in the database; what it has written when this returns is
   * durable, and when it throws nothing of it is visible.
   */
  <T> T write(Work<T> work) throws StoreException {
    return writer.write(work);
  }

  /** Runs one SELECT. */
  <T> T read(Work<T> work) throws StoreException {
    return readers.read(work);
  }

  /** Runs several SELECTs, which see the same state of the database. */
  <T> T snapshot(Work<T> work) throws StoreException {
    return readers.snapshot(work);
  }

  /** How many writes wait for the one that is being done. */
  int waiting() {
    return writer.waiting();
  }

  /** How many transactions have been committed. */
  long commits() {
    return commits.count();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
