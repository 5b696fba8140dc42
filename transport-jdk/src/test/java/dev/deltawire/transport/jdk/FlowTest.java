package dev.deltawire.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.net.FrameWriter;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.WebSocketChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FlowTest {

  private static final int FRAMES = 200_000;

  @Test
  void smallFramesKeepTheirOrderThroughAFullSocket() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    Site.Plan plan = Site.plan().listener(channel -> new Counting(channel, stalled));
    try (Site site = plan.start();
        Wire wire = Wire.upgraded(site.address)) {
      wire.text("go");
      assertTrue(stalled.await(10, TimeUnit.SECONDS), "the socket is full at some time");
      ByteBuffer all = ByteBuffer.wrap(wire.bytes(FRAMES * Counting.FRAME_BYTES));
      for (int i = 0; i < FRAMES; i++) {
        assertEquals((short) 0x8160, all.getShort());
        assertEquals(i, all.getInt());
        all.position(all.position() + Counting.FRAME_BYTES - 6);
      }
    }
  }

  @Test
  void oneThatHasMuchToSendLetsTheOthersHaveTheirTurn() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    Queue<Integer> shares = new ConcurrentLinkedQueue<>();
    Site.Plan plan = Site.plan().listener(channel -> new Endless(channel, stop, shares));
    plan.loops = 1;
    try (Site site = plan.start();
        Wire greedy = Wire.upgraded(site.address);
        Wire modest = Wire.upgraded(site.address)) {
      Thread reader = new Thread(() -> drain(greedy), "reader");
      reader.start();
      greedy.text("endless");
      for (int i = 0; i < 100; i++) {
        assertEquals("81 " + i, modest.text("" + i).frame());
      }
      stop.set(true);
      assertTrue(shares.stream().allMatch(share -> share <= FrameWriter.FILL_BYTES));
      assertTrue(shares.contains(FrameWriter.FILL_BYTES), "the share was spent at least once");
      greedy.socket.shutdownInput();
      reader.join();
    }
  }

  @Test
  void aListenerMayFlushAnotherConnectionWhileItIsFilled() throws Exception {
    AtomicReference<Echo> other = new AtomicReference<>();
    Site.Plan plan =
        Site.plan()
            .listener(
                channel -> {
                  Echo before = other.get();
                  Echo echo = before == null ? new Echo(channel) : new Nested(channel, before);
                  other.compareAndSet(null, echo);
                  return echo;
                });
    plan.loops = 1;
    try (Site site = plan.start();
        Wire first = Wire.upgraded(site.address);
        Wire second = Wire.upgraded(site.address)) {
      for (int i = 0; i < 50; i++) {
        second.text("to both");
        assertEquals("81 to both", second.frame());
        assertEquals("81 nested", first.frame());
      }
    }
  }

  @Test
  void aPeerThatGoesIsReportedOnceWhateverElseHappens() throws Exception {
    Queue<Echo> made = new ConcurrentLinkedQueue<>();
    Site.Plan plan =
        Site.plan()
            .listener(
                channel -> {
                  Echo echo = new Echo(channel);
                  made.add(echo);
                  return echo;
                });
    Site site = plan.start();
    try (site) {
      for (int i = 0; i < 50; i++) {
        try (Wire wire = Wire.upgraded(site.address)) {
          wire.text("x").frame();
          if (i % 2 == 0) {
            wire.socket.setSoLinger(true, 0);
          }
        }
      }
      Wire.upgraded(site.address);
    }
    assertEquals(51, made.size());
    for (Echo echo : made) {
      assertTrue(echo.disconnected.await(10, TimeUnit.SECONDS));
      assertEquals(1, echo.disconnects.get());
    }
  }

  @Test
  @DisplayName("X-41: the answer to a close is written, then the connection ends in order")
  void x41_close() throws Exception {
    try (Site site = Site.plan().start();
        Wire wire = Wire.upgraded(site.address)) {
      wire.frame(0x88, new byte[] {0x0B, (byte) 0xB8});
      assertEquals("88 3000 ", wire.closeFrame());
      assertEquals("", wire.rest());
    }
  }

  @Test
  @DisplayName("X-14: 1009 is written while the rest of the message is still coming")
  void x14_tooLarge() throws Exception {
    try (Site site = Site.plan().start();
        Wire wire = Wire.upgraded(site.address)) {
      byte[] header = {(byte) 0x81, (byte) 0xFF, 0, 0, 0, 0, 0x7F, 0, 0, 0, 1, 2, 3, 4};
      wire.say(header).say(new byte[300_000]);
      assertEquals("88 1009 message too large", wire.closeFrame());
    }
  }

  @Test
  void threadsAreNamed() throws Exception {
    AtomicReference<String> name = new AtomicReference<>();
    Site.Plan plan =
        Site.plan()
            .listener(
                channel -> {
                  name.set(Thread.currentThread().getName());
                  return new Echo(channel);
                });
    plan.loops = 1;
    try (Site site = plan.start();
        Wire wire = Wire.upgraded(site.address)) {
      assertEquals("81 x", wire.text("x").frame());
      assertEquals("deltawire-jdk-loop-0", name.get());
    }
  }

  private static void drain(Wire wire) {
    try {
      wire.rest();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Answers by numbered frames. */
  private static final class Counting extends Echo {
    static final int FRAME_BYTES = 98;

    private final CountDownLatch stalled;
    private final ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES).position(FRAME_BYTES);
    private int next = FRAMES;

    Counting(WebSocketChannel channel, CountDownLatch stalled) {
      super(channel);
      this.stalled = stalled;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      next = 0;
      channel.flush();
    }

    @Override
    public boolean fill(FrameSink sink) {
      while (next < FRAMES || frame.hasRemaining()) {
        if (!frame.hasRemaining()) {
          frame.clear().putShort((short) 0x8160).putInt(next++).clear();
        }
        int remaining = frame.remaining();
        if (sink.write(frame) < remaining) {
          if (next < FRAMES / 2) {
            stalled.countDown();
          }
          return true;
        }
      }
      return false;
    }
  }

  /** Answers {@code endless} without end, and anything else as an echo. */
  private static final class Endless extends Echo {
    private final AtomicBoolean stop;
    private final Queue<Integer> shares;
    private boolean started;

    Endless(WebSocketChannel channel, AtomicBoolean stop, Queue<Integer> shares) {
      super(channel);
      this.stop = stop;
      this.shares = shares;
    }

    @Override
    public void onText(ByteBuffer utf8) {
      started = UTF_8.decode(utf8.duplicate()).toString().equals("endless");
      if (started) {
        channel.flush();
      } else {
        super.onText(utf8);
      }
    }

    @Override
    public boolean fill(FrameSink sink) {
      if (!started) {
        return super.fill(sink);
      }
      if (stop.get()) {
        return false;
      }
      shares.add(sink.write(ByteBuffer.allocate(1 << 20)));
      return true;
    }
  }

  /** Sends something on another connection from within its own fill. */
  private static final class Nested extends Echo {
    private final Echo other;

    Nested(WebSocketChannel channel, Echo other) {
      super(channel);
      this.other = other;
    }

    @Override
    public boolean fill(FrameSink sink) {
      boolean left = super.fill(sink);
      other.send(0x81, UTF_8.encode("nested"));
      return left;
    }
  }
}
