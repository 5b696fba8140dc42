package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.tck.CoreSide.Event;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtendWith;

/** What all groups of rules share; each group extends the one before it. */
@ExtendWith(SkipGuard.class)
abstract class RuleSet extends NumberedRules {

  /** For subclasses. */
  protected RuleSet() {}

  /** The transport under test. */
  protected abstract TransportProvider provider();

  /** What all of it takes place over, if it does; nothing by default. */
  protected Optional<TestTls> tls() {
    return Optional.empty();
  }

  final Rig rig() throws IOException {
    return rig(RigOptions.STANDARD);
  }

  final Rig rig(RigOptions options) throws IOException {
    return Rig.start(provider(), options.withTls(tls()));
  }

  /** One that is still to be started. */
  final Rig unstarted(RigOptions options) {
    return Rig.create(provider(), options.withTls(tls()));
  }

  static void assertEvent(Kind kind, String text, Event event) {
    assertEquals(kind + " " + text, event.kind() + " " + event.text());
  }

  static void assertText(String text, CoreSide core) throws InterruptedException {
    assertEvent(Kind.TEXT, text, core.next());
  }

  static void assertDisconnected(CoreSide core) throws InterruptedException {
    assertEvent(Kind.DISCONNECTED, "", core.next());
    assertNothingHappens(core);
  }

  static void assertNothingHappens(CoreSide core) throws InterruptedException {
    assertNull(core.nextSoon(), "the transport called once more");
  }

  /** A healthy connection still gets its answers. */
  static void assertServes(Link link) throws Exception {
    link.peer().sendText("still there?");
    assertText("still there?", link.core());
    link.core().sendText("yes");
    assertEquals("yes", link.peer().text());
  }

  static void assertServesNewcomers(Rig rig) throws Exception {
    try (Link link = rig.connect()) {
      assertServes(link);
    }
  }

  /** The peer's bytes are reported as a violation, answered by its close frame, and the end. */
  static void assertViolation(Rig rig, ChunkSize chunk, int code, String hex) throws Exception {
    assertViolation(rig, chunk, code, RawPeer.hex(hex));
  }

  static void assertViolation(Rig rig, ChunkSize chunk, int code, byte[] bytes) throws Exception {
    try (Link link = rig.connect()) {
      link.peer().chunked(chunk).trySend(bytes);
      assertViolated(link, code);
    }
  }

  static void assertViolated(Link link, int code) throws Exception {
    Event event = link.core().next();
    assertEquals(Kind.VIOLATION + " " + code, event.kind() + " " + event.code(), event::toString);
    WireFrame close = link.peer().frame();
    assertEquals(WireFrame.FIN | WireFrame.CLOSE, close.firstByte());
    assertEquals(code, close.closeCode());
    assertEquals(event.text(), close.closeReason());
    assertTrue(link.peer().ends(), "the connection ends after the close frame");
    link.peer().close();
    assertEvent(Kind.DISCONNECTED, "", link.core().next());
  }

  static void assertClosedUnanswered(RawPeer peer) throws IOException {
    try {
      byte[] unexpected = peer.bytes(1);
      throw new AssertionError("answered, beginning with byte " + unexpected[0]);
    } catch (EOFException | SocketException e) { // FIN or RST: unanswered either way
      assertTrue(peer.ends());
    }
  }

  /** Waits until something is so that nobody announces. */
  static void waitFor(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Patience.duration().toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it did not become so in time");
      }
      Thread.onSpinWait();
    }
  }

  static byte[] repeat(byte[] bytes, int times) {
    ByteBuffer repeated = ByteBuffer.allocate(bytes.length * times);
    while (repeated.hasRemaining()) {
      repeated.put(bytes);
    }
    return repeated.array();
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** Writes until the connection ends. */
  static void flood(RawPeer peer, byte[] bytes) {
    while (delivers(peer, bytes)) {
      Thread.onSpinWait();
    }
  }

  /** Whether bytes could be written to a peer that may be gone. */
  static boolean delivers(RawPeer peer, byte[] bytes) {
    try {
      return peer.trySend(bytes);
    } catch (IOException e) { // closed by the test itself
      return false;
    }
  }
}
