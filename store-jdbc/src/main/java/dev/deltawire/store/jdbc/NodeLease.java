package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One node's claim to be alive, and its judgement of the others' claims.
 *
 * <p>A lease is a row with a counter that its node keeps raising. Nobody compares clocks: a lease
 * has ended when its counter has not moved for ten seconds of the observer's own, monotonic time.
 * Thread: one at a time.
 */
final class NodeLease {

  /** How often a node raises its counter and looks at the others'. */
  static final long PERIOD_MILLIS = 2_000;

  private static final long TERM_NANOS = 10_000_000_000L;

  /** Whoever has looked away longer has nothing to say about how long a counter stood still. */
  private static final long ATTENTION_NANOS = 3 * PERIOD_MILLIS * 1_000_000;

  /** What was seen of another node. */
  private record Sighting(long beat, long sinceNanos) {}

  private record Beat(String node, long count) {}

  private final Database database;
  private final LongSupplier nanoTime;
  private final Map<String, Sighting> others = new HashMap<>();
  private long lookedAtNanos;

  NodeLease(Database database, LongSupplier nanoTime) {
    this.database = database;
    this.nanoTime = nanoTime;
    this.lookedAtNanos = nanoTime.getAsLong();
  }

  /** Takes the lease of a node that shares the database with nobody: those of others are void. */
  void takeAlone() throws StoreException {
    database.write(
        sql -> {
          sql.update("DELETE FROM node_lease");
          return raise(sql);
        });
  }

  /** Raises this node's counter, and ends the leases of those that have stood still too long. */
  void renew() throws StoreException {
    database.write(this::raise);
    for (Beat ended : observe()) {
      database.write(
          sql ->
              sql.update(
                  "DELETE FROM node_lease WHERE node = ? AND beat = ?", ended.node, ended.count));
      others.remove(ended.node);
    }
  }

  /** Ends the lease at once: whatever still runs here is unfinished. */
  void giveUp() throws StoreException {
    database.write(sql -> sql.update("DELETE FROM node_lease WHERE node = ?", database.node()));
  }

  private int raise(Statements sql) throws SQLException {
    return sql.update(
        "INSERT INTO node_lease (node, beat) VALUES (?, ?)"
            + " ON CONFLICT (node) DO UPDATE SET beat = node_lease.beat + 1",
        database.node(),
        nanoTime.getAsLong() >>> 1); // not where the counter of an earlier row stood
  }

  /** The others whose term is over. */
  private List<Beat> observe() throws StoreException {
    List<Beat> beats =
        database.read(
            sql ->
                sql.list(
                    row -> new Beat(row.text("node"), row.number("beat")),
                    "SELECT node, beat FROM node_lease WHERE node <> ?",
                    database.node()));
    long now = nanoTime.getAsLong();
    if (now - lookedAtNanos > ATTENTION_NANOS) { // the database was away, or this node slept
      others.clear();
    }
    lookedAtNanos = now;
    others.keySet().retainAll(beats.stream().map(Beat::node).toList());
    return beats.stream().filter(beat -> isOver(beat, now)).toList();
  }

  private boolean isOver(Beat beat, long now) {
    Sighting seen = others.get(beat.node);
    if (seen == null || seen.beat != beat.count) {
      others.put(beat.node, new Sighting(beat.count, now));
      return false;
    }
    return now - seen.sinceNanos >= TERM_NANOS;
  }
}
