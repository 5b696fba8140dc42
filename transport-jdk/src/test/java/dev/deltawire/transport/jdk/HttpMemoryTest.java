package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HttpMemoryTest {

  private static final Duration LONG = Duration.ofSeconds(10);

  @Test
  @DisplayName("X-43: a body that no thread takes is given back, whatever hinders it")
  void x43_bodiesThatNoThreadTakes() throws Exception {
    Site.Plan plan = Site.plan();
    plan.executor =
        Optional.of(
            task -> {
              throw new OutOfMemoryError("unable to create a test's thread");
            });
    try (Site site = plan.start();
        Wire wire = new Wire(site.address)) {
      wire.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody");
      long start = System.nanoTime();
      while (site.defects.isEmpty() || plan.memory.heldBytes() > 0) {
        assertTrue(System.nanoTime() - start < LONG.toNanos(), "held " + plan.memory.heldBytes());
        Thread.onSpinWait();
      }
      assertEquals(1, site.defects.size());
    }
  }
}
