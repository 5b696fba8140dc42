package dev.deltawire.dialects;

import java.util.concurrent.Semaphore;

/**
 * Turns for whoever answers with a page of a history: two at a time in a process, in order.
 *
 * <p>Such a page exists as what was read and as what is sent, several times its {@link
 * HistoryBudget}, before anybody counts it; as many as there are threads would be more than a small
 * heap. Thread: any; blocks. Nobody asks for a turn within a turn.
 */
public final class LongAnswers {

  private static final Semaphore TURNS = new Semaphore(2, true);

  private LongAnswers() {}

  /** What is done in a turn: reading, putting into words, and handing on. */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    T run() throws StoreException, X;
  }

  /** Does it when it is its turn. */
  public static <T, X extends Exception> T inTurn(Work<T, X> work) throws StoreException, X {
    TURNS.acquireUninterruptibly();
    try {
      return work.run();
    } finally {
      TURNS.release();
    }
  }
}
