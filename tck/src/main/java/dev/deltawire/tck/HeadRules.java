package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.tck.Rig.Link;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** T-20 to T-29: heads that the core never sees, their limits, and the limits of sockets. */
abstract class HeadRules extends HandshakeRules {

  private static final Duration HEAD_TIMEOUT = Duration.ofMillis(300);
  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: " + RawPeer.SAMPLE_KEY,
          "");

  /** Written so that each breaks one rule of RFC 9112. */
  private static final List<String> MALFORMED =
      List.of(
          "GET / HTTP/1.1\nHost: h\n" + UPGRADE.replace("\r", "") + "\n", // bare LF, §2.2
          "GET / HTTP/1.1\r\nHost: h\nX: y\r\n" + UPGRADE + "\r\n",
          "GET / HTTP/1.1\r\n" + UPGRADE + "\r\n", // no Host, §3.2
          "GET / HTTP/1.1\r\nHost: h\r\nHost: h\r\n" + UPGRADE + "\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n" + UPGRADE + "\r\n", // obs-fold, §5.2
          "GET / HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n" + UPGRADE + "\r\n", // NUL, RFC 9110 §5.5
          "GET /\0 HTTP/1.1\r\nHost: h\r\n" + UPGRADE + "\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\nX : a\r\n" + UPGRADE + "\r\n", // blank before colon, §5.1
          "GET / HTTP/1.1\r\nHost: h\r\nno colon\r\n" + UPGRADE + "\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\n: nameless\r\n" + UPGRADE + "\r\n",
          "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n" + UPGRADE + "\r\n", // bare CR, §2.2
          "GET  / HTTP/1.1\r\nHost: h\r\n" + UPGRADE + "\r\n", // two blanks, §3
          "GET /\r\nHost: h\r\n" + UPGRADE + "\r\n", // no version
          "GE T / HTTP/1.1\r\nHost: h\r\n" + UPGRADE + "\r\n");

  /** The same request in every way in which RFC 9110 §5 and RFC 9112 §3.2 let it be written. */
  private static final List<String> OTHER_WORDS =
      Stream.of(
              "GET / HTTP/1.1\r\nHost: h\r\n"
                  + UPGRADE.replace("Upgrade", "upgrade").replace("Sec-WebSocket", "sec-websocket"),
              "GET / HTTP/1.1\r\nHost:h\r\n" + UPGRADE.replace(": ", ":\t ").replace("13", "13 \t"),
              "GET / HTTP/1.1\r\nHost: h\r\n" + UPGRADE.replace("websocket", "h2c ,\tWEBSOCKET"),
              "GET / HTTP/1.1\r\nHost: h\r\n"
                  + UPGRADE.replace(": Upgrade", ": keep-alive, UPGRADE"),
              "GET / HTTP/1.1\r\nHost: h\r\nUpgrade: h2c\r\n" + UPGRADE,
              "GET http://localhost:80/ HTTP/1.1\r\nHost: LOCALHOST:80\r\n" + UPGRADE)
          .map(head -> head + "\r\n")
          .toList();

  /** A body on the upgrade: conflicting framings included (§6.3). */
  private static final List<String> WITH_BODY =
      List.of(
          RawPeer.upgradeHead("/", "Content-Length: 5") + "hello",
          RawPeer.upgradeHead("/", "Transfer-Encoding: chunked") + "0\r\n\r\n",
          RawPeer.upgradeHead("/", "Content-Length: 0", "Transfer-Encoding: chunked") + "0\r\n\r\n",
          RawPeer.upgradeHead("/", "Content-Length: 0", "Content-Length: 5") + "hello");

  @AtEveryChunkSize
  void t20_aMalformedHeadIsAnswered400AndNotJudged(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String head : MALFORMED) {
        assertRefused(rig, chunk, 400, head);
      }
      assertFalse(rig.acceptsSoon());
      assertServesNewcomers(rig);
    }
  }

  @AtEveryChunkSize
  void t21_anUpgradeWithABodyIsAnswered400AndNotJudged(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String head : WITH_BODY) {
        assertRefused(rig, chunk, 400, head);
      }
      assertFalse(rig.acceptsSoon());
    }
  }

  @AtEveryChunkSize
  void t22_twoKeysAreNotTakenForOne(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      String twoKeys = RawPeer.upgradeHead("/", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
      assertRefused(rig, chunk, 400, twoKeys);
      assertFalse(rig.acceptsSoon());
    }
  }

  @AtEveryChunkSize
  void t23_aHeadOfTheLimitIsAcceptedAndOneByteMoreIs431(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      try (RawPeer peer = rig.dial().chunked(chunk)) {
        peer.send(headOf(RigOptions.MAX_HEAD_BYTES));
        assertEquals(101, peer.response().status());
        rig.accepted();
      }
      assertRefused(rig, chunk, 431, headOf(RigOptions.MAX_HEAD_BYTES + 1));
      assertFalse(rig.acceptsSoon());
    }
  }

  @Test
  void t24_anEndlessHeadIs431AtTheLimit() throws Exception {
    try (Rig rig = rig();
        RawPeer peer = rig.dial()) {
      peer.send("GET /" + "x".repeat(RigOptions.MAX_HEAD_BYTES));
      assertEquals(431, peer.response().status());
      assertTrue(peer.ends());
    }
  }

  @Test
  void t25_aHeadThatIsNotCompleteInTimeIs408AndTheEnd() throws Exception {
    try (Rig rig = rig(RigOptions.STANDARD.withHeadTimeout(HEAD_TIMEOUT));
        RawPeer silent = rig.dial();
        RawPeer trickling = rig.dial()) {
      trickling.send("GET / HTTP/1.1\r\nX: ");
      long begin = System.nanoTime();
      while (trickling.trySend(new byte[] {'x'}) && !trickling.ends(HEAD_TIMEOUT.dividedBy(6))) {
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        assertTrue(waited.compareTo(HEAD_TIMEOUT.multipliedBy(10)) < 0, "still open: " + waited);
      }
      assertTrue(silent.ends(HEAD_TIMEOUT.multipliedBy(2)));
      assertTimedOut(rig);
    }
  }

  @Test
  void t26_aRequestThatIsNoUpgradeIsNotJudged() throws Exception {
    try (Rig rig = rig();
        RawPeer peer = rig.dial()) {
      peer.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      WireResponse response = peer.response();
      if (provider().capabilities().contains(Capability.HTTP)) {
        assertEquals(404, response.status(), "the fallback's answer");
      } else {
        assertEquals(426, response.status());
        assertEquals(List.of("websocket"), response.header("Upgrade"));
        assertTrue(peer.ends());
      }
      assertFalse(rig.acceptsSoon());
    }
  }

  @Test
  void t27_socketsAboveTheLimitAreClosedUnanswered() throws Exception {
    assertSocketLimit(RigOptions.STANDARD.withMaxSockets(3));
  }

  @Test
  void t28_socketsAboveTheLimitOfTheirAddressAreClosedUnanswered() throws Exception {
    assertSocketLimit(RigOptions.STANDARD.withMaxSocketsPerAddress(3));
  }

  @Test
  void t29_socketsThatEndBeforeTheUpgradeFreeTheirPlace() throws Exception {
    try (Rig rig = rig(RigOptions.STANDARD.withMaxSockets(3).withMaxSocketsPerAddress(3))) {
      for (int i = 0; i < 12; i++) {
        try (RawPeer peer = rig.dial()) {
          peer.send("nonsense\r\n\r\n");
          assertTrue(peer.ends());
        }
      }
      assertTrue(connectsWithinPatience(rig));
    }
  }

  @AtEveryChunkSize
  void t120_anUpgradeInOtherWordsIsTheSame(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String head : OTHER_WORDS) {
        try (RawPeer peer = rig.dial().chunked(chunk)) {
          peer.send(head);
          WireResponse response = peer.response();
          assertEquals(101, response.status(), () -> visible(head));
          assertEquals(List.of(RawPeer.SAMPLE_ACCEPT), response.header("Sec-WebSocket-Accept"));
          assertServes(new Link(peer.chunked(ChunkSize.WHOLE), rig.accepted()));
        }
      }
    }
  }

  @AtEveryChunkSize
  void t121_anotherVersionOfHttpIs505AndNotJudged(ChunkSize chunk) throws Exception {
    try (Rig rig = rig()) {
      for (String version : List.of("1.0", "0.9", "1.2", "2.0", "3.0")) {
        assertRefused(
            rig, chunk, 505, "GET / HTTP/" + version + "\r\nHost: h\r\n" + UPGRADE + "\r\n");
      }
      assertFalse(rig.acceptsSoon());
    }
  }

  private void assertSocketLimit(RigOptions options) throws Exception {
    try (Rig rig = rig(options);
        Link open = rig.connect()) {
      List<RawPeer> idle = new ArrayList<>(List.of(rig.dial(), rig.dial()));
      for (int i = 0; i < 3; i++) {
        try (RawPeer excess = rig.dial()) {
          excess.trySend(new byte[] {'G'});
          assertClosedUnanswered(excess);
        }
      }
      assertServes(open);
      for (RawPeer peer : idle) {
        peer.close();
      }
      assertTrue(connectsWithinPatience(rig), "a closed socket's place is free again");
    }
  }

  private static boolean connectsWithinPatience(Rig rig) throws Exception {
    long deadline = System.nanoTime() + Patience.duration().toNanos();
    while (System.nanoTime() < deadline) {
      try (RawPeer peer = rig.dial()) {
        return peer.upgrade("/").status() == 101;
      } catch (EOFException | SocketException | SSLHandshakeException e) { // not free yet
        Thread.onSpinWait();
      }
    }
    return false;
  }

  private static void assertTimedOut(Rig rig) throws IOException {
    try (RawPeer late = rig.dial()) {
      late.send("GET / HTTP/1.1\r\n");
      try {
        assertEquals(408, late.response().status());
      } catch (EOFException | SocketException e) { // closed without an answer, which X-03 forbids
        throw new AssertionError("no 408 before the end", e);
      }
      assertTrue(late.ends());
    }
  }

  private static void assertRefused(Rig rig, ChunkSize chunk, int status, String head)
      throws IOException {
    try (RawPeer peer = rig.dial().chunked(chunk)) {
      peer.trySend(head.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(status, peer.response().status(), () -> visible(head));
      assertTrue(peer.ends(), () -> visible(head));
    }
  }

  private static String visible(String head) {
    String cut = head.substring(0, Math.min(80, head.length()));
    return cut.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
  }

  private static String headOf(int bytes) {
    int rest = bytes - RawPeer.upgradeHead("/", "X: ").length();
    return RawPeer.upgradeHead("/", "X: " + "x".repeat(rest));
  }
}
