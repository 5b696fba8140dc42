package dev.deltawire.transport.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.internal.net.SocketLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DisconnectWatchTest {

  private final List<String> heard = new ArrayList<>();
  private SocketLoop loop;
  private DisconnectWatch watch;

  @BeforeEach
  void begin() throws IOException {
    loop =
        new SocketLoop(
            "watch",
            () -> 0,
            Duration.ofSeconds(60),
            (where, error) -> heard.add(error.getMessage()));
    watch = new DisconnectWatch(loop);
  }

  @AfterEach
  void end() {
    loop.awaitEnd();
  }

  @Test
  void anActionWithADefectKeepsNobodyFromHearing() {
    watch.onDisconnect(
        () -> {
          throw new AssertionError("defect");
        });
    watch.onDisconnect(() -> heard.add("gone"));
    watch.gone();
    watch.onDisconnect(() -> heard.add("gone already"));
    assertEquals(List.of("defect", "gone", "gone already"), heard);
  }

  @Test
  void afterTheEndNobodyHears() {
    watch.onDisconnect(() -> heard.add("gone"));
    watch.end();
    watch.gone();
    assertEquals(List.of(), heard);
  }
}
