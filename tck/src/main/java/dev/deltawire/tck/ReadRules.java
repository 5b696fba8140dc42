package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** T-50 to T-54: suspended and resumed reading. */
abstract class ReadRules extends ChannelWriteRules {

  private static final int FLOOD_FRAMES = 2048;
  private static final String FLOOD_TEXT = "x".repeat(16 << 10);

  @AtEveryChunkSize
  void t50_whileSuspendedNothingIsDeliveredAndNothingIsLost(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core().onLoop(link.core().channel()::suspendReads);
      link.peer().chunked(chunk);
      for (int i = 0; i < 20; i++) {
        link.peer().sendText("text " + i);
        link.peer().sendPing(new byte[] {'p'});
        link.peer().sendPong(new byte[] {'q'});
      }
      assertNothingHappens(link.core());
      link.core().onLoop(link.core().channel()::resumeReads);
      for (int i = 0; i < 20; i++) {
        assertText("text " + i, link.core());
        assertEvent(Kind.PING, "p", link.core().next());
        assertEvent(Kind.PONG, "q", link.core().next());
      }
    }
  }

  @Test
  void t51_suspendingInACallHoldsBackTheNextMessageOfTheSameRead() throws Exception {
    try (Rig rig = rig().hook((core, event) -> suspend(core, event.kind()));
        Link link = rig.connect()) {
      link.peer().send(repeat(WireFrame.maskedText("one"), 5));
      for (int i = 0; i < 5; i++) {
        assertText("one", link.core());
        assertNothingHappens(link.core());
        link.core().onLoop(link.core().channel()::resumeReads);
      }
    }
  }

  @Test
  void t52_aSuspendedConnectionPushesBackOnItsPeer() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    try (Rig rig = rig();
        Link link = rig.connectNarrow();
        Link healthy = rig.connect()) {
      link.core().onLoop(link.core().channel()::suspendReads);
      Thread writer = new Thread(() -> sendTexts(link.peer(), sent), "writer");
      writer.start();
      int before;
      do {
        before = sent.get();
        TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      } while (sent.get() != before);
      long bytes = (long) before * FLOOD_TEXT.length();
      assertTrue(bytes <= MAX_BUFFERED_BYTES + MAX_KERNEL_BYTES, () -> "swallowed " + bytes);
      assertServes(healthy);
      link.core().onLoop(link.core().channel()::resumeReads);
      for (int i = 0; i < FLOOD_FRAMES; i++) {
        assertEquals(FLOOD_TEXT, link.core().next().text());
      }
      writer.join();
    }
  }

  @Test
  void t53_suspendAndResumeInOneCallChangeNothing() throws Exception {
    try (Rig rig = rig().hook((core, event) -> suspendAndResume(core, event.kind()));
        Link link = rig.connect()) {
      for (int i = 0; i < 50; i++) {
        link.peer().sendText("text " + i);
      }
      for (int i = 0; i < 50; i++) {
        assertText("text " + i, link.core());
      }
      assertNothingHappens(link.core());
    }
  }

  @Test
  void t54_aSuspendedConnectionStillWrites() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core()
          .onLoop(
              () -> {
                link.core().channel().suspendReads();
                link.core().channel().suspendReads();
              });
      link.peer().sendText("unread");
      link.core().sendText("deaf, not dumb");
      assertEquals("deaf, not dumb", link.peer().text());
      link.core().onLoop(link.core().channel()::resumeReads);
      assertText("unread", link.core());
    }
  }

  private static void suspend(CoreSide core, Kind kind) {
    if (kind == Kind.TEXT) {
      core.channel().suspendReads();
    }
  }

  private static void suspendAndResume(CoreSide core, Kind kind) {
    if (kind == Kind.TEXT) {
      core.channel().suspendReads();
      core.channel().resumeReads();
    }
  }

  private static void sendTexts(RawPeer peer, AtomicInteger sent) {
    byte[] frame = WireFrame.maskedText(FLOOD_TEXT);
    for (int i = 0; i < FLOOD_FRAMES && delivers(peer, frame); i++) {
      sent.incrementAndGet();
    }
  }
}
