package dev.deltawire.dialects.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.LongAnswers;

/** The turns of those who answer with pages, all of them taken by a test. */
public final class TakenTurns {

  private TakenTurns() {}

  /** Does something that has to wait for its turn; returns when it is done. */
  public static void awaitedBy(String what, Runnable call) throws Exception {
    Thread calling = new Thread(call);
    LongAnswers.<Void, InterruptedException>inTurn(
        () ->
            LongAnswers.<Void, InterruptedException>inTurn(
                () -> {
                  calling.start();
                  while (calling.getState() != Thread.State.WAITING) {
                    assertTrue(calling.isAlive(), () -> what + " waited for nobody");
                    Thread.onSpinWait();
                  }
                  return null;
                }));
    calling.join();
  }
}
