package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc6455.FrameRules;
import dev.deltawire.server.internal.rfc6455.MessageReader;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.tck.SilentListener;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Zero in the source: the build runs this class once more with {@code -Xint}. */
class AllocationTest {

  private final Allocation allocation = new Allocation();
  private long now;

  @Test
  void readingFramesAllocatesNothing() {
    byte[] payload = "é plain text that is somewhat longer".getBytes(UTF_8);
    ByteBuffer wire = ByteBuffer.allocateDirect(4096);
    for (int i = 0; i < 20; i++) {
      masked(wire, 0x81, payload);
      masked(wire, 0x89, payload);
      masked(wire, 0x8A, new byte[0]);
    }
    wire.flip();
    MessageReader reader =
        new MessageReader(
            new FrameRules(1000, () -> now += 1_000_000_000), MemoryBudget.ofHeap().open(() -> {}));
    Counting counting = new Counting();
    assertEquals(
        0,
        allocation.of(
            () -> {
              wire.position(0);
              while (wire.hasRemaining()) {
                reader.read(wire, counting);
              }
            }));
    assertTrue(counting.calls > 0);
  }

  @Test
  void aMessageFromSocketToSocketAllocatesNothing() throws Exception {
    assertEchoesForNothing(Optional.empty());
  }

  /** What the JDK's engine allocates is its own affair, so one that allocates nothing is used. */
  @Test
  void aMessageThroughTheWireOfTlsAllocatesNothing() throws Exception {
    assertEchoesForNothing(Optional.of(new TlsOptions(ClearEngine::new, Runnable::run)));
  }

  private void assertEchoesForNothing(Optional<TlsOptions> tls) throws Exception {
    Meter[] meter = new Meter[1];
    CountDownLatch made = new CountDownLatch(1);
    Site.Plan plan =
        Site.plan()
            .listener(
                channel -> {
                  meter[0] = new Meter(channel, allocation);
                  made.countDown();
                  return meter[0];
                });
    plan.loops = 1;
    plan.tls = tls;
    try (Site site = plan.start();
        Wire wire = new Wire(site.address)) {
      if (tls.isPresent()) {
        wire.say(new byte[] {ClearEngine.HELLO});
      }
      wire.say(Wire.HANDSHAKE).head();
      made.await();
      for (int i = 0; i < Meter.MESSAGES; i++) {
        assertEquals("81 ok", wire.text("hello").frame());
      }
    }
    assertEquals(0, meter[0].least, "bytes a message");
  }

  private static void masked(ByteBuffer wire, int opening, byte[] payload) {
    wire.put((byte) opening).put((byte) (0x80 | payload.length)).putInt(0).put(payload);
  }

  private static class Counting extends SilentListener {
    long calls;

    @Override
    public void onText(ByteBuffer utf8) {
      calls++;
    }

    @Override
    public void onPing(ByteBuffer payload) {
      calls++;
    }

    @Override
    public void onPong(ByteBuffer payload) {
      calls++;
    }

    @Override
    public void onViolation(ProtocolViolation violation) {
      throw new AssertionError(violation);
    }
  }

  /** Answers every message with the same frame, and looks at the loop's counter in between. */
  private static final class Meter extends Counting {
    static final int MESSAGES = 400;

    private final WebSocketChannel channel;
    private final Allocation allocation;
    private final ByteBuffer answer = ByteBuffer.wrap(new byte[] {(byte) 0x81, 2, 'o', 'k'});
    private long before;
    private long least = Long.MAX_VALUE;

    Meter(WebSocketChannel channel, Allocation allocation) {
      this.channel = channel;
      this.allocation = allocation;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      long now = allocation.soFar();
      least = Math.min(least, now - before);
      before = now;
      answer.position(0);
      channel.flush();
    }

    @Override
    public boolean fill(FrameSink sink) {
      sink.write(answer);
      return answer.hasRemaining();
    }
  }
}
