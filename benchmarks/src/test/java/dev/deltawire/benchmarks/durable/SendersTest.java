package dev.deltawire.benchmarks.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.benchmarks.durable.Senders.Outcome;
import dev.deltawire.benchmarks.durable.Senders.Sender;
import dev.deltawire.dialects.messenger.MemoryMessengerStore;
import dev.deltawire.dialects.messenger.MessengerStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class SendersTest {

  @Test
  void everySendThatIsCountedIsStored() throws Exception {
    MessengerStore store = MemoryMessengerStore.create();
    Outcome outcome = Senders.run(StoreSends.senders(store, 3), Duration.ofMillis(50));
    long stored = 0;
    for (int i = 0; i < 3; i++) {
      stored += store.mailboxes().position("r" + i).top();
    }
    assertEquals(stored, outcome.acknowledged());
    assertEquals(stored, outcome.nanos().size());
    assertTrue(outcome.micros(0.5) <= outcome.micros(0.99));
  }

  @Test
  void aSendThatFailsEndsTheRun() {
    Sender failing =
        n -> {
          throw new IllegalStateException("refused");
        };
    assertThrows(
        ExecutionException.class, () -> Senders.run(List.of(failing), Duration.ofSeconds(9)));
  }
}
