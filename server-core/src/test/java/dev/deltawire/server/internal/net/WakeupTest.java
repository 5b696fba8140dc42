package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who ends a loop's wait, and by what: the selector's own way has a lock that the loop needs. */
@Timeout(20)
final class WakeupTest {

  private static final long LONG_MILLIS = TimeUnit.MINUTES.toMillis(1);

  private Selector selector;
  private Wakeup wakeup;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    wakeup = Wakeup.of(selector);
  }

  @AfterEach
  void close() throws IOException {
    wakeup.close();
    selector.close();
  }

  @Test
  void whoComesLastWritesToAPipe() throws Exception {
    wake(Thread.MIN_PRIORITY, 1);
    assertEquals(1, heard(LONG_MILLIS));
    assertEquals(0, heard(1), "nobody has said anything since");
  }

  @Test
  void othersUseTheSelectorsOwnWay() throws Exception {
    wake(Thread.NORM_PRIORITY, 1);
    assertEquals(0, heard(LONG_MILLIS), "awake, and no channel is ready");
  }

  @Test
  void aPipeThatIsFullKeepsNobodyWaiting() throws Exception {
    wake(Thread.MIN_PRIORITY, 100_000);
    assertEquals(1, heard(LONG_MILLIS));
    wake(Thread.MIN_PRIORITY, 1);
    assertEquals(1, heard(LONG_MILLIS));
  }

  @Test
  void whereThePipeIsClosedTheSelectorsOwnWayIsLeft() throws Exception {
    wakeup.close();
    wake(Thread.MIN_PRIORITY, 1);
    assertEquals(0, heard(LONG_MILLIS));
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what is looked at
  private void wake(int priority, int times) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < times; i++) {
                wakeup.run();
              }
            });
    thread.setPriority(priority);
    thread.start();
    thread.join();
  }

  /** Waits as a loop does; returns how many channels were ready. */
  private int heard(long millis) throws IOException {
    return selector.select(key -> ((Selectable) key.attachment()).ready(), millis);
  }
}
