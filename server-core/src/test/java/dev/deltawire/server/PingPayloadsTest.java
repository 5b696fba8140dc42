package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PingPayloadsTest {

  @Test
  @DisplayName("the reference vector of SipHash-2-4 for a message of 16 bytes")
  void referenceVector() {
    PingPayloads payloads = new PingPayloads(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
    assertEquals(0x3f2acc7f57c29bdbL, payloads.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L));
  }

  @Test
  @DisplayName("X-40: two servers, two connections, two pings: another payload each time")
  void differEverywhere() {
    PingPayloads payloads = PingPayloads.create();
    assertNotEquals(payloads.of(1, 1), payloads.of(1, 2));
    assertNotEquals(payloads.of(1, 1), payloads.of(2, 1));
    assertNotEquals(payloads.of(1, 1), PingPayloads.create().of(1, 1));
  }
}
