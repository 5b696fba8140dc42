package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.io.EOFException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** T-60 to T-67: how connections end. */
abstract class EndRules extends ReadRules {

  private static final int PARTING_BYTES = 16 << 20;

  /** What a busy machine, too, carries within one read's deadline. */
  private static final int PIECE_BYTES = 64 << 10;

  @Test
  void t60_shutdownDeliversWhatWasTakenAndThenEnds() throws Exception {
    byte[] parting = new byte[PARTING_BYTES];
    new Random(60).nextBytes(parting);
    try (Rig rig = rig();
        Link link = rig.connectNarrow()) {
      link.core().send(parting);
      link.core().shutdownWhenDrained();
      TimeUnit.MILLISECONDS.sleep(Rig.QUIET.toMillis());
      for (int at = 0; at < PARTING_BYTES; at += PIECE_BYTES) {
        byte[] piece = Arrays.copyOfRange(parting, at, at + PIECE_BYTES);
        assertArrayEquals(piece, link.peer().bytes(PIECE_BYTES));
      }
      assertThrows(EOFException.class, () -> link.peer().bytes(1), "FIN, not RST");
      link.peer().close();
      assertDisconnected(link.core());
    }
  }

  @Test
  void t61_shutdownWithNothingTakenEndsAtOnce() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core()
          .onLoop(
              () -> {
                link.core().channel().shutdown();
                link.core().channel().shutdown();
              });
      assertThrows(EOFException.class, () -> link.peer().bytes(1), "FIN, not RST");
      link.peer().close();
      assertDisconnected(link.core());
    }
  }

  @Test
  void t62_terminateEndsTheConnectionAtOnce() throws Exception {
    try (Rig rig = rig();
        Link idle = rig.connect();
        Link stalled = rig.connectNarrow()) {
      stall(stalled.core());
      for (Link link : new Link[] {idle, stalled}) {
        link.core()
            .onLoop(
                () -> {
                  link.core().channel().terminate();
                  link.core().channel().terminate();
                });
        assertDisconnected(link.core());
        assertTrue(link.peer().ends());
      }
    }
  }

  @Test
  void t63_terminateInACallIsTheLastInput() throws Exception {
    try (Rig rig = rig().hook((core, event) -> terminate(core, event.kind()));
        Link link = rig.connect()) {
      link.peer().send(repeat(WireFrame.maskedText("one"), 5));
      assertText("one", link.core());
      assertDisconnected(link.core());
      assertTrue(link.peer().ends());
    }
  }

  @Test
  void t64_theAnswerToAViolationReachesAPeerThatGoesOnSending() throws Exception {
    byte[] garbage = new byte[1 << 20];
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().sendHex("ff 80 00000000");
      link.peer().trySend(garbage);
      assertViolated(link, 1002);
      assertNothingHappens(link.core());
    }
  }

  @Test
  void t65_whatFollowsACloseFrameIsIgnored() throws Exception {
    byte[] text = WireFrame.maskedText("too late");
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().sendClose(1000, "done");
      link.peer().trySend(repeat(text, 100));
      assertEvent(Kind.CLOSE, "done", link.core().next());
      assertEquals(1000, link.peer().frame().closeCode());
      assertTrue(link.peer().ends());
      link.peer().close();
      assertDisconnected(link.core());
    }
  }

  @Test
  void t66_connectionsThatEndLeaveNothingBehind() throws Exception {
    try (Rig rig = rig(RigOptions.STANDARD.withMaxSocketsPerAddress(100));
        Link lasting = rig.connect()) {
      for (int i = 0; i < 300; i++) {
        try (Link link = rig.connect()) {
          link.peer().sendText("hello");
          assertText("hello", link.core());
          if (i % 2 == 0) {
            link.peer().reset();
          } else {
            link.peer().sendClose(1000, "");
            assertEquals(Kind.CLOSE, link.core().next().kind());
            link.peer().close();
          }
          assertEvent(Kind.DISCONNECTED, "", link.core().next());
        }
      }
      assertServes(lasting);
    }
  }

  @Test
  void t67_shutdownDoesNotWaitForThePeerForever() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.core().onLoop(link.core().channel()::shutdown);
      assertDisconnected(link.core());
      assertTrue(link.peer().ends());
    }
  }

  private static void terminate(CoreSide core, Kind kind) {
    if (kind == Kind.TEXT) {
      core.channel().terminate();
    }
  }
}
