package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import org.junit.jupiter.api.Test;

/** T-170 to T-173: whom a transport lets hold how much, before and after it is known (M-04). */
abstract class TrustRules extends CloseRules {

  private static final int BEFORE = 10;
  private static final int AFTER = 100;
  private static final int KILO = 1000;

  /** Half of it is room for one of the messages below, but not for both. */
  private static final int BUDGET = 80_000;

  private static final int LONG = 30;
  private static final int SHORT = 15;

  @Test
  void t170_aPeerThatIsKnownMaySendMore() throws Exception {
    byte[] most = letters(AFTER);
    try (Rig rig = rig().maxMessageBytes(BEFORE);
        Link unknown = rig.connect();
        Link known = rig.connect()) {
      known.core().onLoop(() -> known.core().channel().authenticated(AFTER));
      known.peer().sendFrame(FIN_TEXT, most);
      assertArrayEquals(most, known.core().next().payload());
      known.peer().trySend(WireFrame.masked(FIN_TEXT, letters(AFTER + 1)));
      assertViolated(known, 1009);
      unknown.peer().trySend(WireFrame.masked(FIN_TEXT, most));
      assertViolated(unknown, 1009);
    }
  }

  @Test
  void t171_whoHoldsTooMuchOfAnUnfinishedMessageEndsWith1013() throws Exception {
    try (Rig rig = rig(RigOptions.STANDARD.withMemory(MemoryBudget.of(BUDGET)));
        Link healthy = rig.connect();
        Link greedy = rig.connect()) {
      begin(greedy, LONG);
      greedy.peer().trySend(WireFrame.masked(WireFrame.CONTINUATION, letters(SHORT * KILO)));
      assertViolated(greedy, 1013);
      assertServes(healthy);
    }
  }

  @Test
  void t172_theUnknownLetGoOfMemoryForTheKnown() throws Exception {
    try (Rig rig = rig(RigOptions.STANDARD.withMemory(MemoryBudget.of(BUDGET)));
        Link unknown = rig.connect();
        Link known = rig.connect()) {
      known.core().onLoop(() -> known.core().channel().authenticated(Rig.MAX_MESSAGE_BYTES));
      begin(unknown, SHORT);
      begin(known, LONG);
      assertViolated(unknown, 1013);
      known.peer().sendFrame(WireFrame.FIN | WireFrame.CONTINUATION, letters(1));
      assertEquals(LONG * KILO + 1, known.core().next().payload().length);
      assertServes(known);
    }
  }

  @Test
  @Needs(Capability.HTTP)
  void t173_aBodyThatThereIsNoMemoryForIs503() throws Exception {
    MemoryBudget memory = MemoryBudget.of(BUDGET);
    try (Rig rig = rig(RigOptions.STANDARD.withMemory(memory));
        RawPeer peer = rig.dial()) {
      peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertEquals(404, peer.response().status());
      Holding known = memory.open(() -> {});
      known.known(true);
      known.takeAnyway(BUDGET / 2, BUDGET / 2);
      peer.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(999));
      assertEquals(503, peer.response().status());
      assertTrue(peer.ends(), "the connection ends after a request that is not read");
    }
  }

  /** Sends the beginning of a message, in fragments, each when the one before has been read. */
  private static void begin(Link link, int kilobytes) throws Exception {
    for (int i = 0; i < kilobytes; i++) {
      link.peer().sendFrame(i == 0 ? WireFrame.TEXT : WireFrame.CONTINUATION, letters(KILO));
      awaitRead(link);
    }
  }

  private static void awaitRead(Link link) throws Exception {
    link.peer().sendFrame(WireFrame.FIN | WireFrame.PING, letters(1));
    assertEvent(Kind.PING, "a", link.core().next());
    assertEquals(WireFrame.FIN | WireFrame.PONG, link.peer().frame().firstByte());
  }
}
