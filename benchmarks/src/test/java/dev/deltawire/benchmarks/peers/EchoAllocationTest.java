package dev.deltawire.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.benchmarks.wire.ServerAllocation;
import dev.deltawire.benchmarks.wire.WireClient;
import dev.deltawire.server.DeltawireServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gate of what the {@code echo} workloads allocate, whole server; the build adds -Xint. */
final class EchoAllocationTest {

  private static final String TEXT = "0123456789abcdef".repeat(4);

  @ParameterizedTest(name = "{0} at once: 0 bytes")
  @CsvSource({"1", "16"})
  void echoesAllocateNothing(int atOnce) throws IOException {
    byte[] frame = WireClient.masked(TEXT);
    ByteBuffer frames = ByteBuffer.allocate(atOnce * frame.length);
    for (int i = 0; i < atOnce; i++) {
      frames.put(frame);
    }
    try (DeltawireServer server =
            DeltawireServer.builder()
                .transport("jdk")
                .dialect(new BenchmarkDialect("/echo", Echo::new))
                .build();
        WireClient client = WireClient.open(server.start(), "/echo")) {
      long least =
          ServerAllocation.leastOf(
              () -> {
                client.say(frames.array());
                for (int i = 0; i < atOnce; i++) {
                  assertEquals(TEXT, client.text());
                }
              },
              atOnce - 1);
      assertEquals(0, least / atOnce, "bytes an echo");
    }
  }
}
