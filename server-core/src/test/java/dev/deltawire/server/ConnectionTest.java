package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);

  @Test
  @DisplayName("X-36: what one thread sends leaves in the order of its calls, in one write a turn")
  void sendsInOrder() {
    for (int i = 0; i < 10; i++) {
      assertEquals(SendResult.QUEUED, peer.connection.send(Frame.text("f" + i)));
    }
    loop.turn();
    assertEquals(List.of("f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"), payloads());
  }

  @Test
  @DisplayName("X-36: a frame queued behind deltas leaves behind them, however slow the socket")
  void frameStaysBehindEarlierDeltas() {
    LogStream<String> stream = stream();
    peer.channel.allowance = 3;
    peer.connection.join(stream, new TestFormat(), 0);
    stream.append("early");
    loop.turn();
    peer.connection.send(Frame.text("frame"));
    loop.turn();
    stream.append("late");
    stream.end("done");
    loop.turn();
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(
        List.of("{\"d\":\"early\"}", "frame", "{\"d\":\"late\"}", TestFormat.event("done")),
        payloads());
  }

  @Test
  @DisplayName("X-37: more than the bound discards the queue and closes 1013")
  void overloadCloses1013() {
    peer.channel.allowance = 2;
    Frame big = Frame.text("x".repeat(1 << 20));
    for (int i = 0; i < 3; i++) {
      assertEquals(SendResult.QUEUED, peer.connection.send(big));
    }
    loop.turn();
    assertEquals(SendResult.OVERLOADED, peer.connection.send(big));
    assertEquals(SendResult.CLOSED, peer.connection.send(big));
    peer.channel.allow(Long.MAX_VALUE);
    loop.turn();
    List<Received> all = peer.channel.frames().all();
    assertEquals(2, all.size(), "the frame that was partly taken is finished, the others are gone");
    assertClose(all.get(1), 1013, "overload");
  }

  @Test
  @DisplayName("X-37 X-51: stream text that waits for a slow socket does not count")
  void streamTextDoesNotOverload() {
    LogStream<String> stream = stream();
    peer.channel.allowance = 0;
    peer.connection.join(stream, new TestFormat(), 0);
    String text = "y".repeat(1 << 16);
    for (int i = 0; i < 60; i++) {
      assertEquals(AppendResult.APPENDED, stream.append(text));
      loop.turn();
    }
    assertTrue(peer.connection.isOpen());
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(60 << 16, peer.channel.frames().text().length());
    assertTrue(peer.channel.frames().deltas().stream().allMatch(d -> d.length() <= 65536));
  }

  @Test
  @DisplayName("X-38: a socket that takes no byte for a minute while data waits is dropped")
  void writeStallTerminates() {
    peer.channel.allowance = 5;
    peer.connection.send(Frame.text("0123456789"));
    loop.turn();
    loop.advanceMillis(29_000);
    peer.channel.allow(1);
    loop.advanceMillis(59_000);
    assertFalse(peer.channel.terminated, "one byte after 29 s starts the minute again");
    loop.advanceMillis(2_000);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-38: what is queued while the transport waits for the socket is watched, too")
  void writeStallWithoutFill() {
    peer.channel.busy = true;
    peer.connection.send(Frame.text("0123456789"));
    loop.turn();
    loop.advanceMillis(59_900);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(300);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-43: a session that can't be made closes its connection with 1011")
  void sessionThatFailsToBegin() {
    Peer broken =
        peers.connect(
            loop.loop,
            failing -> {
              throw new IllegalStateException("no session");
            });
    loop.turn();
    assertClose(broken.channel.frames().all().get(0), 1011, "internal error");
    assertEquals("no session", peers.errors.get(0).getMessage());
    broken.says("ignored");
    broken.channel.terminate();
    assertEquals(1, broken.goneCalls);
  }

  @Test
  @DisplayName("X-41: a session that closes while it is made sends its close and no ping after it")
  void sessionThatClosesAtOnce() {
    Peer refused =
        peers.connect(
            loop.loop,
            connection -> {
              connection.close(1013, "too many connections");
              return SessionCalls.NO_SESSION;
            });
    refused.channel.allowance = 0;
    loop.advanceMillis(40_000);
    refused.channel.allow(Long.MAX_VALUE);
    assertEquals(1, refused.channel.frames().all().size());
    assertClose(refused.channel.frames().all().get(0), 1013, "too many connections");
  }

  @Test
  @DisplayName(
      "X-41: close leaves behind what was queued; then input is ignored; then the echo ends it")
  void closeHandshake() {
    peer.connection.send(Frame.text("last"));
    peer.connection.close(1000, "bye");
    peer.says("ignored");
    loop.turn();
    assertEquals("last", payloads().get(0));
    assertClose(peer.channel.frames().all().get(1), 1000, "bye");
    assertEquals(List.of(), peer.messages);
    assertFalse(peer.channel.shutdown);
    peer.channel.listener.onClose(1000, "");
    assertTrue(peer.channel.shutdown);
  }

  @Test
  @DisplayName("X-41: without an echo the connection is dropped after the close timeout")
  void closeTimeout() {
    peer.connection.close(1000, "");
    loop.turn();
    loop.advanceMillis(4_900);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(200);
    assertTrue(peer.channel.terminated);
    assertEquals(1, peer.closedCalls);
    assertEquals(1, peer.goneCalls);
  }

  @Test
  @DisplayName("X-41: after an echo the connection is dropped when it does not end in that time")
  void endTimeout() {
    peer.channel.listener.onClose(1000, "");
    loop.turn();
    assertTrue(peer.channel.shutdown);
    loop.advanceMillis(4_900);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(200);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-41: a client's close is echoed with its code, 1000 when it had none")
  void echoesClose() {
    peer.channel.listener.onClose(4321, "why");
    loop.turn();
    assertClose(peer.channel.frames().all().get(0), 4321, "");
    assertTrue(peer.channel.shutdown);

    Peer other = peers.connect(loop.loop);
    other.channel.listener.onClose(1005, "");
    loop.turn();
    assertClose(other.channel.frames().all().get(0), 1000, "");
  }

  @Test
  @DisplayName("X-13 to X-16: a violation is answered by its close code behind the queued frames")
  void violationCloses() {
    peer.connection.send(Frame.text("queued"));
    peer.channel.listener.onViolation(ProtocolViolation.MESSAGE_TOO_LARGE);
    loop.turn();
    assertEquals("queued", payloads().get(0));
    assertClose(peer.channel.frames().all().get(1), 1009, "message too large");
    assertTrue(peer.channel.shutdown);
  }

  @Test
  @DisplayName("X-25: the ninth protocol error within ten seconds closes 1008 and is not answered")
  void errorBudget() {
    for (int i = 0; i < 8; i++) {
      assertTrue(peer.connection.protocolError());
    }
    assertFalse(peer.connection.protocolError());
    loop.turn();
    assertClose(peer.channel.frames().all().get(0), 1008, "too many protocol errors");
  }

  @Test
  @DisplayName("X-25: the window slides")
  void errorBudgetWindowSlides() {
    for (int i = 0; i < 8; i++) {
      assertTrue(peer.connection.protocolError());
      loop.advanceMillis(1_000);
    }
    loop.advanceMillis(3_000);
    assertTrue(peer.connection.protocolError());
    assertTrue(peer.connection.protocolError(), "the first two have left the window");
    assertTrue(peer.connection.isOpen());
  }

  @Test
  @DisplayName("X-43: a handler that throws closes its connection with 1011")
  void defectCloses1011() {
    peer.handler =
        message -> {
          throw new IllegalStateException("handler");
        };
    peer.says("boom");
    loop.turn();
    assertClose(peer.channel.frames().all().get(0), 1011, "internal error");
    assertEquals("handler", peers.errors.get(0).getMessage());
  }

  @Test
  @DisplayName("A connection receives a stream once at a time and again after its end")
  void joinsOnce() {
    LogStream<String> stream = stream();
    TestFormat format = new TestFormat();
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, 0));
    assertEquals(JoinResult.ALREADY_JOINED, peer.connection.join(stream, format, 0));
    stream.append("text");
    stream.end("done");
    loop.turn();
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, format, 2));
    loop.turn();
    assertEquals(
        List.of(
            "{\"d\":\"text\"}",
            TestFormat.event("done"),
            "{\"d\":\"xt\"}",
            TestFormat.event("done")),
        payloads());
  }

  @Test
  @DisplayName("X-50: an offset beyond the text or inside a code point is refused")
  void refusesBadOffsets() {
    LogStream<String> stream = stream();
    stream.append("aé\n😀");
    TestFormat format = new TestFormat();
    for (long bad : new long[] {-1, 2, 5, 6, 7, 9, Long.MAX_VALUE}) {
      assertEquals(JoinResult.BAD_OFFSET, peer.connection.join(stream, format, bad), "" + bad);
    }
    for (long good : new long[] {0, 1, 3, 4, 8}) {
      Peer other = peers.connect(loop.loop);
      assertEquals(JoinResult.JOINED, other.connection.join(stream, format, good), "" + good);
    }
  }

  @Test
  @DisplayName("After the socket has gone nothing is kept: streams let go, sends are refused")
  void disconnectReleases() {
    LogStream<String> stream = stream();
    peer.connection.join(stream, new TestFormat(), 0);
    loop.turn();
    peer.channel.terminate();
    assertEquals(SendResult.CLOSED, peer.connection.send(Frame.text("x")));
    assertEquals(JoinResult.CLOSED, peer.connection.join(stream, new TestFormat(), 0));
    stream.append("nobody listens");
    loop.turn();
    assertEquals(List.of(), peer.channel.frames().all());
    assertEquals(1, peer.closedCalls);
  }

  private LogStream<String> stream() {
    return new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
  }

  private List<String> payloads() {
    return peer.channel.frames().payloads();
  }

  private static void assertClose(Received frame, int code, String reason) {
    assertEquals(0x8, frame.opcode());
    byte[] payload = CloseFrame.of(code, reason).array();
    String expected = new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    assertEquals(expected, frame.payload());
  }
}
