package dev.deltawire.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void atFirstAWindowMayBeProduced() {
    assertEquals(256, new Window(256, 1).await(0));
  }

  @Test
  void anAcknowledgementOpensIt() {
    Window window = new Window(256, 1);
    window.acknowledge(64);
    assertEquals(320, window.await(256));
  }

  @Test
  void onlyWholeBatchesFit() {
    Window window = new Window(40, 16);
    assertEquals(32, window.await(0));
    window.acknowledge(8);
    assertEquals(48, window.await(32));
  }

  @Test
  void whoWaitsInVainIsLetGoEmptyHanded() {
    assertEquals(16, new Window(16, 1).await(16));
  }

  @Test
  void aWindowHoldsABatch() {
    assertThrows(IllegalArgumentException.class, () -> new Window(15, 16));
  }
}
