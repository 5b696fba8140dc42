package dev.deltawire.server;

import dev.deltawire.server.internal.net.Allowance;
import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where the turns of one connection's session wait for a thread (0030): with those of quiet
 * connections, or among its like. Thread: its owner's lock is held, but for {@link #begin}, {@link
 * #counts} and {@link #over}, which are for whoever sets the turn going or has it.
 */
final class SessionTurns {

  /** Where a turn waits. */
  private enum Line {
    QUIET,
    BUSY,
    /** Of these, hundreds may come at once. */
    END
  }

  private final Runnable turn;
  private final Dispatch dispatch;
  private final EventLoop loop;
  private final Executor executor;
  private final BusyTurns busyTurns;
  private final Allowance allowance;

  /** Null until there is a busy turn. */
  private TurnsOver turnsOver;

  private Line line = Line.QUIET;

  /** Whether the turn is one of {@link BusyTurns}, which have to hear that it is over. */
  private boolean counts;

  SessionTurns(Runnable turn, Dispatch dispatch, EventLoop loop, ConnectionServices services) {
    this.turn = turn;
    this.dispatch = dispatch;
    this.loop = loop;
    this.executor = dispatch == Dispatch.INLINE ? loop : services.executor();
    this.busyTurns = services.busyTurns();
    this.allowance = new Allowance(loop.nanoTime());
  }

  /** Whether a message of so many bytes is more than a quiet connection sends. */
  boolean isMuch(int length) {
    return !allowance.covers(length, loop.nanoTime());
  }

  /** A message of so many bytes is handled. */
  void spend(int length) {
    allowance.spend(length, loop.nanoTime());
  }

  /** Whether the turn is one of a quiet connection. */
  boolean isQuiet() {
    return line == Line.QUIET;
  }

  /** Decides on the line of the next turn: the last one of all, or one that begins with much. */
  void choose(boolean last, boolean much) {
    if (dispatch == Dispatch.INLINE || !(last || much)) {
      line = Line.QUIET;
    } else {
      line = last ? Line.END : Line.BUSY;
    }
    counts = line != Line.QUIET;
    if (counts && turnsOver == null) {
      turnsOver = new TurnsOver(loop, busyTurns);
    }
  }

  /** Has the turn run where it was decided; false when that is shutting down, or has no thread. */
  boolean begin() {
    try {
      switch (line) {
        case QUIET -> executor.execute(turn);
        case BUSY -> busyTurns.begin(turn);
        default -> busyTurns.beginEnd(turn);
      }
      return true;
    } catch (RejectedExecutionException e) {
      counts = false;
      return false;
    }
  }

  /** Whether {@link #over} has to follow the turn that begins. */
  boolean counts() {
    return counts;
  }

  /** The turn has been run; after the end there is nothing that a loop would have to pass on. */
  void over(boolean toldEnd) {
    if (toldEnd) {
      busyTurns.over();
    } else {
      turnsOver.add();
    }
  }
}
