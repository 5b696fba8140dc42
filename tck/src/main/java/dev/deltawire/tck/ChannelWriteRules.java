package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** T-180 and T-181: what a channel takes without a {@code fill}. A transport may take nothing. */
abstract class ChannelWriteRules extends WriteRules {

  private static final int ROUNDS = 30;
  private static final int MAX_FRAME_BYTES = 80_000;

  @Test
  void t180_whatIsTakenWithoutFillArrivesInItsPlaceByteForByte() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      Random random = new Random(180);
      for (int round = 0; round < ROUNDS; round++) {
        byte[][] frames = frames(random);
        link.core().onLoop(() -> write(link.core(), frames));
        for (byte[] frame : frames) {
          assertArrayEquals(frame, link.peer().bytes(frame.length));
        }
      }
    }
  }

  @Test
  void t181_nothingIsTakenDuringFillAndLittleOfAPeerThatStopsReading() throws Exception {
    AtomicInteger duringFill = new AtomicInteger();
    AtomicLong taken = new AtomicLong();
    try (Rig rig = rig().hook((core, event) -> writeDuringFill(core, event.kind(), duringFill));
        Link link = rig.connectNarrow()) {
      link.core().sendText("from a fill");
      assertEquals("from a fill", link.peer().text());
      taken.set(stall(link.core()));
      link.core().onLoop(() -> taken.addAndGet(writeBlocks(link.core())));
    }
    assertEquals(0, duringFill.get());
    assertTrue(taken.get() <= MAX_BUFFERED_BYTES + MAX_KERNEL_BYTES, () -> "took " + taken);
  }

  private static byte[][] frames(Random random) {
    byte[][] frames = new byte[10][];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new byte[random.nextInt(MAX_FRAME_BYTES)];
      random.nextBytes(frames[i]);
    }
    return frames;
  }

  /** Every third one through a fill. */
  private static void write(CoreSide core, byte[][] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (i % 3 == 2) {
        core.enqueue(frames[i]);
      } else {
        core.writeOrEnqueue(frames[i]);
      }
    }
  }

  private static void writeDuringFill(CoreSide core, Kind kind, AtomicInteger taken) {
    if (kind == Kind.FILL) {
      int count = core.channel().write(ByteBuffer.allocate(1));
      taken.addAndGet(count + (core.channel().ready() ? 1 : 0));
    }
  }

  private static long writeBlocks(CoreSide core) {
    long taken = 0;
    for (int i = 0; i < BLOCKS; i++) {
      taken += core.channel().write(ByteBuffer.allocate(BLOCK_BYTES));
    }
    return taken;
  }
}
