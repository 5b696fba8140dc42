package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AcceptPaceTest {

  private boolean scarce;
  private long now = Long.MAX_VALUE; // and on into the negative
  private final AcceptPace pace = new AcceptPace(() -> scarce, () -> now);

  @Test
  void socketsAreAcceptedAsTheyCome() {
    accept(1000);
    assertFalse(pace.rests());
  }

  @Test
  void whileMemoryIsScarceARestFollowsEachEight() {
    scarce = true;
    for (int round = 0; round < 3; round++) {
      accept(7);
      assertFalse(pace.rests());
      accept(1);
      assertTrue(pace.rests());
      now += AcceptPace.REST_NANOS - 1;
      assertTrue(pace.rests());
      now++;
      assertFalse(pace.rests());
    }
  }

  @Test
  void whoCameBeforeMemoryWasScarceDoesNotCount() {
    accept(7);
    scarce = true;
    accept(7);
    scarce = false;
    accept(1);
    scarce = true;
    accept(7);
    assertFalse(pace.rests());
  }

  private void accept(int sockets) {
    for (int i = 0; i < sockets; i++) {
      pace.accepted();
    }
  }
}
