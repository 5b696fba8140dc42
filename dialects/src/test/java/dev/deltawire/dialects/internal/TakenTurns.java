package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.LongAnswers;

/** The turns of those who answer with pages, all of them taken by a test. */
public final class TakenTurns {

  private TakenTurns() {}

  /** Does something that has to wait for its turn; returns when it is done. */
  public static void awaitedBy(String what, Runnable call) throws Exception {
    awaitedBy(what, call, () -> {});
  }

  /** The same; meanwhile something else, which must not have to wait for that. */
  public static void awaitedBy(String what, Runnable call, Runnable meanwhile) throws Exception {
    Thread calling = new Thread(call);
    Thread other = new Thread(meanwhile);
    LongAnswers.<Void, InterruptedException>inTurn(
        () ->
            LongAnswers.<Void, InterruptedException>inTurn(
                () -> {
                  calling.start();
                  while (calling.getState() != Thread.State.WAITING) {
                    assertTrue(calling.isAlive(), () -> what + " waited for nobody");
                    Thread.onSpinWait();
                  }
                  other.start();
                  other.join(5000);
                  assertFalse(other.isAlive(), () -> what + " keeps others waiting");
                  return null;
                }));
    calling.join();
  }
}
