package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * T-08 and T-30 to T-39: the listener's calls.
 *
 * <p>That all calls come from one loop, none after {@code onDisconnected} and no input after {@code
 * onClose} or {@code onViolation}, and that text is valid UTF-8, {@link CoreSide} checks in every
 * test.
 */
abstract class CallbackRules extends HeadRules {

  private static final String DEFECT = "a defect of the listener";
  private static final Duration PROMPT = Duration.ofSeconds(1);

  @Test
  void t08_everyCallComesFromTheConnectionsLoop() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().sendPing(new byte[0]);
      link.peer().sendText("text");
      link.peer().sendClose(1000, "");
      link.peer().frame();
      assertEquals(1000, link.peer().frame().closeCode());
      assertTrue(link.peer().ends());
    }
  }

  @AtEveryChunkSize
  void t30_callsComeInTheOrderOfTheFrames(ChunkSize chunk) throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      for (int i = 0; i < 20; i++) {
        link.peer().sendText("text " + i);
        link.peer().sendPing(new byte[] {(byte) i});
        link.peer().sendPong(new byte[] {(byte) i});
      }
      link.peer().sendClose(1000, "bye");
      for (int i = 0; i < 20; i++) {
        assertText("text " + i, link.core());
        assertEvent(Kind.PING, String.valueOf((char) i), link.core().next());
        assertEvent(Kind.PONG, String.valueOf((char) i), link.core().next());
      }
      assertEvent(Kind.CLOSE, "bye", link.core().next());
      link.peer().close();
      assertDisconnected(link.core());
    }
  }

  @Test
  void t31_theLoopRunsForeignTasksPromptlyWhileIdle() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      for (int i = 0; i < 100; i++) {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        link.core().channel().loop().execute(() -> ran.complete(Thread.currentThread()));
        assertSame(link.core().thread(), ran.get(PROMPT.toMillis(), TimeUnit.MILLISECONDS));
      }
    }
  }

  @Test
  void t32_theLoopFiresTimersWhileIdle() throws Exception {
    Duration delay = Duration.ofMillis(60);
    try (Rig rig = rig();
        Link link = rig.connect()) {
      Timer timer = new Timer();
      long begin = System.nanoTime();
      link.core()
          .onLoop(
              () -> {
                EventLoop loop = link.core().channel().loop();
                loop.schedule(timer, loop.nanoTime() + delay.toNanos());
              });
      timer.fired.get(delay.plus(PROMPT).toMillis(), TimeUnit.MILLISECONDS);
      assertTrue(System.nanoTime() - begin >= delay.toNanos(), "a timer never fires early");
    }
  }

  @Test
  void t33_noAnswerWaitsForTheNextEvent() throws Exception {
    try (Rig rig = rig().hook(CallbackRules::echo);
        Link link = rig.connect()) {
      for (int i = 0; i < 300; i++) {
        link.peer().sendText("question " + i);
        assertEquals("question " + i, link.peer().frame(PROMPT).text());
      }
    }
  }

  @Test
  void t34_aPeerThatGoesWithoutCloseIsDisconnectedOnce() throws Exception {
    try (Rig rig = rig()) {
      try (Link finished = rig.connect()) {
        finished.peer().finish();
        assertTrue(finished.peer().ends());
        assertDisconnected(finished.core());
      }
      try (Link reset = rig.connect()) {
        reset.peer().reset();
        assertDisconnected(reset.core());
      }
      try (Link inMidFrame = rig.connect()) {
        inMidFrame.peer().sendHex("81 85 37fa213d 7f9f");
        inMidFrame.peer().finish();
        assertDisconnected(inMidFrame.core());
      }
    }
  }

  @Test
  void t35_callsOnAConnectionThatIsGoneDoNothing() throws Exception {
    try (Rig rig = rig();
        Link link = rig.connect()) {
      link.peer().reset();
      assertDisconnected(link.core());
      WebSocketChannel channel = link.core().channel();
      link.core()
          .onLoop(
              () -> {
                channel.flush();
                channel.suspendReads();
                channel.resumeReads();
                channel.shutdown();
                channel.terminate();
                channel.shutdown();
              });
      assertNothingHappens(link.core());
      assertServesNewcomers(rig);
    }
  }

  @Test
  void t36_aListenerThatThrowsLosesItsConnectionOnly() throws Exception {
    try (Rig rig = rig();
        Link healthy = rig.connect()) {
      rig.hook(throwingAt(EnumSet.complementOf(EnumSet.of(Kind.FILL, Kind.DISCONNECTED))));
      for (int opcode :
          List.of(WireFrame.TEXT, WireFrame.PING, WireFrame.PONG, WireFrame.CLOSE, 0xF)) {
        try (Link link = rig.connect()) {
          link.peer().sendFrame(WireFrame.FIN | opcode, new byte[0]);
          link.core().next();
          assertEquals(DEFECT, rig.error().getMessage());
          assertTrue(link.peer().ends());
          assertDisconnected(link.core());
        }
      }
      assertServes(healthy);
    }
  }

  @Test
  void t37_aListenerThatThrowsFromFillLosesItsConnectionOnly() throws Exception {
    try (Rig rig = rig();
        Link healthy = rig.connect()) {
      rig.hook(throwingAt(EnumSet.of(Kind.FILL)));
      try (Link link = rig.connect()) {
        link.core().channel().loop().execute(() -> link.core().channel().flush());
        assertEquals(DEFECT, rig.error().getMessage());
        assertTrue(link.peer().ends());
        assertDisconnected(link.core());
      }
      assertServes(healthy);
    }
  }

  @Test
  void t38_aListenerThatCannotBeMadeOrThrowsAtTheEndHurtsNobody() throws Exception {
    try (Rig rig = rig();
        Link healthy = rig.connect()) {
      rig.hook(throwingAt(EnumSet.of(Kind.DISCONNECTED)));
      try (Link link = rig.connect()) {
        link.peer().reset();
        assertEquals(DEFECT, rig.error().getMessage());
        assertDisconnected(link.core());
      }
      rig.upgrades((request, responder) -> responder.accept(Acceptance.of(1, c -> defect())));
      try (RawPeer peer = rig.dial()) {
        peer.send(RawPeer.upgradeHead("/"));
        assertEquals(DEFECT, rig.error().getMessage());
        assertTrue(peer.ends());
      }
      assertServes(healthy);
    }
  }

  @Test
  void t39_whatThePeerSentBeforeItsEndIsDeliveredBefore() throws Exception {
    try (Rig rig = rig()) {
      for (int i = 0; i < 20; i++) {
        try (Link link = rig.connect()) {
          link.peer().send(repeat(WireFrame.maskedText("last words"), 50));
          link.peer().finish();
          for (int j = 0; j < 50; j++) {
            assertText("last words", link.core());
          }
          assertEvent(Kind.DISCONNECTED, "", link.core().next());
        }
      }
    }
  }

  private static CoreSide.Hook throwingAt(Set<Kind> kinds) {
    return (core, event) -> {
      if (kinds.contains(event.kind())) {
        defect();
      }
    };
  }

  private static CoreSide defect() {
    throw new IllegalStateException(DEFECT);
  }

  private static void echo(CoreSide core, Event event) {
    if (event.kind() == Kind.TEXT) {
      core.enqueue(WireFrame.unmasked(WireFrame.TEXT, event.payload()));
    }
  }

  private static final class Timer extends LoopTimer {
    private final CompletableFuture<Void> fired = new CompletableFuture<>();

    @Override
    protected void expired() {
      fired.complete(null);
    }
  }
}
