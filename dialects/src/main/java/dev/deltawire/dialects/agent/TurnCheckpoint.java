package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Checkpoint;
import dev.deltawire.dialects.internal.Periodic;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What of a running turn is not stored yet, text and events alike. */
final class TurnCheckpoint {

  private final AgentContext context;
  private final UUID session;
  private final int turn;
  private final TurnLog log;
  private final List<TurnEntry> unstored = new ArrayList<>();
  private Periodic checkpoint;

  private TurnCheckpoint(AgentContext context, UUID session, int turn, TurnLog log) {
    this.context = context;
    this.session = session;
    this.turn = turn;
    this.log = log;
  }

  static TurnCheckpoint start(AgentContext context, UUID session, int turn, TurnLog log) {
    TurnCheckpoint started = new TurnCheckpoint(context, session, turn, log);
    started.checkpoint =
        Periodic.start(
            context.node(),
            storing -> context.checkpoints().execute(log.newLength(), storing),
            "agent checkpoint",
            Checkpoint.PERIOD,
            Checkpoint.PERIOD,
            started::store);
    return started;
  }

  /** Stops; returns what is not stored yet. Thread: the executor's. */
  List<TurnEntry> stop() {
    checkpoint.stop();
    unstored.addAll(log.takeNew());
    return List.copyOf(unstored);
  }

  /** What can't be stored now is stored with the next one. */
  private void store() throws StoreException {
    unstored.addAll(log.takeNew());
    if (!unstored.isEmpty()) {
      context.store().progress(session, turn, List.copyOf(unstored), context.now());
      unstored.clear();
    }
  }
}
