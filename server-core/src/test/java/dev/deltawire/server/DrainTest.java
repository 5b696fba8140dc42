package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DrainTest {

  private final ConnectionRegistry registry = new ConnectionRegistry(2);

  private CompletableFuture<Void> drain(Duration timeout) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            new Drain(registry, timeout).run();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  @DisplayName("X-42: an upgrade that was accepted before the drain is waited for")
  void waitsForConnectionsToCome() throws Exception {
    registry.reserve();
    CompletableFuture<Void> drained = drain(Duration.ofMinutes(1));
    assertThrows(TimeoutException.class, () -> drained.get(100, TimeUnit.MILLISECONDS));
    registry.release();
    drained.get(10, TimeUnit.SECONDS);
  }

  @Test
  @DisplayName("X-42: the time bounds the wait for connections that never come")
  void waitsNoLongerThanItMay() throws Exception {
    registry.reserve();
    drain(Duration.ofMillis(50)).get(10, TimeUnit.SECONDS);
  }
}
