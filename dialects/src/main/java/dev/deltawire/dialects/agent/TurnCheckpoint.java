package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What keeps the stored part of a running turn at most a second behind its frames. */
final class TurnCheckpoint {

  private static final long PERIOD_MILLIS = 500;

  private final AgentContext context;
  private final UUID session;
  private final int turn;
  private final TurnLog log;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final List<TurnEntry> unstored = new ArrayList<>();
  private Future<?> timer;

  private TurnCheckpoint(AgentContext context, UUID session, int turn, TurnLog log) {
    this.context = context;
    this.session = session;
    this.turn = turn;
    this.log = log;
  }

  static TurnCheckpoint start(AgentContext context, UUID session, int turn, TurnLog log) {
    TurnCheckpoint checkpoint = new TurnCheckpoint(context, session, turn, log);
    checkpoint.timer =
        context
            .node()
            .scheduler()
            .scheduleWithFixedDelay(
                checkpoint::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    return checkpoint;
  }

  /** Stops; returns what is not stored yet. Thread: the executor's. */
  synchronized List<TurnEntry> stop() {
    timer.cancel(false);
    unstored.addAll(log.takeNew());
    return List.copyOf(unstored);
  }

  private void tick() {
    if (busy.compareAndSet(false, true)) {
      context.node().executor().execute(this::run);
    }
  }

  private void run() {
    try {
      store();
    } catch (StoreException e) {
      context.node().errorHandler().onError("agent checkpoint", e);
    } finally {
      busy.set(false);
    }
  }

  /** What can't be stored now is stored with the next one. */
  private synchronized void store() throws StoreException {
    unstored.addAll(log.takeNew());
    if (!unstored.isEmpty()) {
      context.store().progress(session, turn, List.copyOf(unstored), context.now());
      unstored.clear();
    }
  }
}
