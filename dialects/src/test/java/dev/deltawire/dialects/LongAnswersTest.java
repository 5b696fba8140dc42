package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LongAnswersTest {

  private final AtomicInteger underWay = new AtomicInteger();
  private final CountDownLatch enough = new CountDownLatch(1);

  @Test
  void twoArePutTogetherAtATimeHoweverManyAreAskedFor() throws InterruptedException {
    List<Thread> asking = Stream.generate(() -> new Thread(this::answer)).limit(8).toList();
    asking.forEach(Thread::start);
    while (!asking.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    assertEquals(2, underWay.get());
    enough.countDown();
    for (Thread thread : asking) {
      thread.join();
    }
    assertEquals(8, underWay.get());
  }

  @Test
  void whoFailsGivesItsTurnBack() throws StoreException {
    for (int i = 0; i < 3; i++) {
      assertThrows(StoreException.class, () -> LongAnswers.inTurn(LongAnswersTest::fail));
    }
    assertEquals("answer", LongAnswers.<String, RuntimeException>inTurn(() -> "answer"));
  }

  private static String fail() throws StoreException {
    throw StoreException.noRoom("as a test wants it");
  }

  private void answer() {
    try {
      LongAnswers.inTurn(this::waitForAll);
    } catch (StoreException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private int waitForAll() throws InterruptedException {
    int all = underWay.incrementAndGet();
    enough.await();
    return all;
  }
}
