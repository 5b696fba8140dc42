package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The judge of the kill test sees what is wrong, and only that. */
final class LedgerTest {

  private final Ledger ledger = new Ledger("things");

  @BeforeEach
  void aKnownAndAnUnknown() {
    ledger.asked("known");
    ledger.acknowledged("known");
    ledger.asked("unknown");
  }

  @Test
  void anUnansweredThingMayBeThereOrNot() {
    assertDoesNotThrow(() -> ledger.settle(List.of("known")));
    ledger.asked("unknown");
    assertDoesNotThrow(() -> ledger.settle(List.of("unknown", "known")));
  }

  @Test
  void whatWasAcknowledgedIsThereOnce() {
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("unknown")));
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("known", "known")));
  }

  @Test
  void nothingIsThereTwiceOrUnasked() {
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("known", "unknown", "unknown")));
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("known", "stranger")));
  }

  @Test
  void whatWasSeenOnceStays() {
    ledger.settle(List.of("known", "unknown"));
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("known")));
  }

  @Test
  void whatWasNotThereDoesNotAppearLater() {
    ledger.settle(List.of("known"));
    assertThrows(AssertionError.class, () -> ledger.settle(List.of("known", "unknown")));
  }
}
