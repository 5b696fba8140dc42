package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.StoreException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What renews a node's lease while its store is open. */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LeaseKeeper.class.getName());

  private final NodeLease lease;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "store-lease");
            thread.setDaemon(true);
            return thread;
          });

  private LeaseKeeper(NodeLease lease) {
    this.lease = lease;
  }

  /**
   * Takes a lease and keeps it.
   *
   * @param shared whether there may be other nodes; if not, nobody asks for renewals
   */
  @SuppressWarnings("FutureReturnValueIgnored") // ends with its timer
  static LeaseKeeper start(Database database, boolean shared) throws StoreException {
    NodeLease lease = new NodeLease(database, System::nanoTime);
    LeaseKeeper keeper = new LeaseKeeper(lease);
    if (shared) {
      lease.renew();
      keeper.timer.scheduleWithFixedDelay(
          keeper::renew, NodeLease.PERIOD_MILLIS, NodeLease.PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      lease.takeAlone();
    }
    return keeper;
  }

  private void renew() {
    try {
      lease.renew();
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the lease of this node can't be renewed", e);
    }
  }

  /** Ends the lease: nobody has to wait for its end. */
  @Override
  public void close() {
    timer.shutdown();
    Uninterruptibly.run(() -> timer.awaitTermination(1, TimeUnit.MINUTES));
    try {
      lease.giveUp();
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "the lease of this node ends by itself", e);
    }
  }
}
