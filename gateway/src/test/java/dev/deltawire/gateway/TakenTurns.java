package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.LongAnswers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for long answers while others are being put together. */
final class TakenTurns {

  private TakenTurns() {}

  /** The answer, which does not come before a turn is given back. */
  static <T> T late(Callable<T> request) throws Exception {
    ExecutorService asking = Executors.newSingleThreadExecutor();
    try {
      return during(() -> early(asking, request)).get();
    } finally {
      asking.shutdownNow();
    }
  }

  /** What happens while no turn is free. */
  static <T> T during(Callable<T> action) throws Exception {
    return LongAnswers.<T, Exception>inTurn(() -> LongAnswers.<T, Exception>inTurn(action::call));
  }

  private static <T> Future<T> early(ExecutorService asking, Callable<T> request) {
    Future<T> answer = asking.submit(request);
    assertThrows(TimeoutException.class, () -> answer.get(300, TimeUnit.MILLISECONDS));
    return answer;
  }
}
