package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * T-40 to T-49: from {@code flush} to the peer.
 *
 * <p>That the sink keeps nothing of the buffers it is lent, {@link CoreSide} makes sure of in every
 * test: it spoils them when the sink returns.
 */
abstract class WriteRules extends CallbackRules {

  /** What a transport may take for a peer that doesn't read, beyond the kernel's buffers. */
  static final int MAX_BUFFERED_BYTES = 1 << 20;

  /**
   * What the kernel may hold for one connection on loopback: send and receive buffer at their most.
   */
  static final int MAX_KERNEL_BYTES = 11 << 20;

  /** Linux doubles SO_SNDBUF, and there is the receiver's buffer, too. */
  private static final int KERNEL_FACTOR = 6;

  static final int BLOCK_BYTES = 32 << 10;
  static final int BLOCKS = 1024;

  @Test
  void t40_flushIsAnsweredByFill() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      int before = link.core().fills();
      link.core().onLoop(link.core().channel()::flush);
      waitFor(() -> link.core().fills() > before);
      link.core().sendText("from a task");
      assertEquals("from a task", link.peer().text());
      link.peer().sendPing(new byte[] {1, 2});
      WireFrame pong = link.peer().frame();
      assertEquals(new WireFrame(WireFrame.FIN | WireFrame.PONG, new byte[] {1, 2}), pong);
    }
  }

  @Test
  void t41_fillWithNothingLeftIsNotCalledAgainBeforeFlush() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core().sendText("one");
      assertEquals("one", link.peer().text());
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      int before = link.core().fills();
      link.peer().sendText("input is no reason to fill");
      link.core().next();
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      assertEquals(before, link.core().fills());
    }
  }

  @Test
  void t42_whileTheSocketTakesNothingFillIsNotCalled() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      stall(link.core());
      int before = link.core().fills();
      link.core()
          .onLoop(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  link.core().channel().flush();
                }
              });
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      int more = link.core().fills() - before;
      assertTrue(more <= 3, () -> more + " calls of fill while nothing could be taken");
    }
  }

  @AtEveryChunkSize
  void t43_whatTheSinkTookArrivesInOrderByteForByte(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core().writeSize(chunk.bytes());
      Random random = new Random(43);
      byte[][] blocks = new byte[chunk == ChunkSize.WHOLE ? 200 : 30][]; // a call a chunk: slow
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = new byte[random.nextInt(1500)];
        random.nextBytes(blocks[i]);
      }
      link.core().send(blocks);
      for (byte[] block : blocks) {
        assertArrayEquals(block, link.peer().bytes(block.length));
      }
    }
  }

  @Test
  void t44_aPeerThatStopsReadingIsBufferedInBoundsAndGetsAllLater() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      long taken = stall(link.core());
      assertTrue(taken <= MAX_BUFFERED_BYTES + MAX_KERNEL_BYTES, () -> "took " + taken);
      assertBlocks(link.peer(), BLOCKS);
      assertEquals((long) BLOCKS * BLOCK_BYTES, settle(link.core()));
      assertServes(link);
    }
  }

  @Test
  void t45_aPeerThatStopsReadingDelaysNobody() throws Exception {
    try (Rig rig = rig();
        Link stalled = rig.connectNarrow();
        Link healthy = rig.connect()) {
      stall(stalled.core());
      for (int i = 0; i < 50; i++) {
        assertServes(healthy);
      }
      assertServesNewcomers(rig);
    }
  }

  @Test
  @Needs(Capability.PARTIAL_WRITES)
  void t46_aShortWriteIsFollowedByFillWhenTheSocketTakesMore() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      byte[] large = new byte[BLOCK_BYTES * BLOCKS];
      new Random(46).nextBytes(large);
      link.core().send(large);
      for (int at = 0; at < large.length; at += BLOCK_BYTES) {
        byte[] expected = Arrays.copyOfRange(large, at, at + BLOCK_BYTES);
        assertArrayEquals(expected, link.peer().bytes(BLOCK_BYTES));
      }
      assertTrue(link.core().shortWrites() > 0);
    }
  }

  @Test
  void t47_aPeerThatStopsReadingStillIsHeard() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      stall(link.core());
      link.peer().sendText("slow, but not dead");
      assertText("slow, but not dead", link.core());
    }
  }

  @Test
  void t48_aPeerThatPingsAndNeverReadsIsBoundedAndDelaysNobody() throws Exception {
    byte[] pings = repeat(WireFrame.masked(WireFrame.FIN | WireFrame.PING, new byte[125]), 500);
    try (Rig rig = rig();
        Link healthy = rig.connect();
        Link link = rig.connectNarrow()) {
      Thread flood = new Thread(() -> flood(link.peer(), pings), "flood");
      flood.start();
      settle(link.core());
      for (int i = 0; i < 20; i++) {
        assertServes(healthy);
      }
      assertTrue(link.core().taken() <= MAX_BUFFERED_BYTES + MAX_KERNEL_BYTES);
      link.peer().close();
      flood.join();
      Event last = link.core().next();
      while (last.kind() != Kind.DISCONNECTED) {
        last = link.core().next();
      }
    }
  }

  @Test
  void t49_theKernelBuffersForAPeerNoMoreThanTheCoreSays() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      int most = MAX_BUFFERED_BYTES + KERNEL_FACTOR * RigOptions.SEND_BUFFER_BYTES;
      long taken = stall(link.core());
      assertTrue(taken <= most, () -> "took " + taken + " of at most " + most);
    }
  }

  /** Sends more than a peer that doesn't read can be sent, and returns how much was taken of it. */
  static long stall(CoreSide core) throws Exception {
    long before = core.taken();
    core.send(blocks());
    long taken = settle(core);
    assertTrue(taken - before < (long) BLOCKS * BLOCK_BYTES, "taken although nobody reads");
    return taken - before;
  }

  /** Waits until the sink takes nothing more, and returns what it took in all. */
  private static long settle(CoreSide core) throws InterruptedException {
    long taken = core.taken();
    for (int quiet = 0; quiet < 2; quiet++) {
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      if (core.taken() != taken) {
        taken = core.taken();
        quiet = -1;
      }
    }
    return taken;
  }

  private static byte[][] blocks() {
    byte[][] blocks = new byte[BLOCKS][];
    for (int i = 0; i < BLOCKS; i++) {
      blocks[i] = block(i);
    }
    return blocks;
  }

  private static byte[] block(int index) {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    while (block.hasRemaining()) {
      block.putInt(index);
    }
    return block.array();
  }

  static void assertBlocks(RawPeer peer, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      assertArrayEquals(block(i), peer.bytes(BLOCK_BYTES));
    }
  }
}
