package dev.deltawire.server.internal.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** How one loop shares its turns. */
final class SocketLoopTest {

  @Test
  void theMoreSocketsAreReadyTheLessOneReadTakes() {
    assertEquals(64 * 1024, SocketLoop.shareOf(0));
    assertEquals(64 * 1024, SocketLoop.shareOf(16));
    assertEquals(16 * 1024, SocketLoop.shareOf(64));
    assertEquals(4096, SocketLoop.shareOf(10_000));
  }
}
