package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A connection's pings and pongs, in virtual time. */
class HeartbeatTest {

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);

  @Test
  @DisplayName(
      "X-39: a ping after each interval, ahead of queued data; no pong ends the connection")
  void heartbeat() {
    loop.advanceMillis(29_900);
    assertEquals(List.of(), peer.channel.frames().all());
    peer.channel.allowance = 0;
    peer.connection.send(Frame.text("data"));
    loop.advanceMillis(200);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(0x9, peer.channel.frames().all().get(0).opcode());
    assertEquals("data", peer.channel.frames().all().get(1).payload());
    loop.advanceMillis(9_900);
    assertFalse(peer.channel.terminated);
    loop.advanceMillis(200);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-40: only the matching pong counts")
  void onlyMatchingPongCounts() {
    loop.advanceMillis(30_100);
    peer.channel.listener.onPong(ByteBuffer.wrap(new byte[8]));
    peer.channel.listener.onPong(ByteBuffer.allocate(0));
    peer.says("traffic");
    loop.advanceMillis(10_100);
    assertTrue(peer.channel.terminated);
  }

  @Test
  @DisplayName(
      "X-39: connections that have come within a second are pinged at eight moments or nine")
  void x39_pingsGoOutTogether() {
    List<Peer> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(peers.connect(loop.loop));
      loop.advanceMillis(10);
    }
    loop.advanceMillis(28_950);
    int pinged = 0;
    int moments = 0;
    for (int i = 0; i < 130; i++) {
      loop.advanceMillis(10);
      int now = (int) many.stream().filter(each -> each.channel.taken.size() > 0).count();
      moments += now > pinged ? 1 : 0;
      pinged = now;
    }
    assertEquals(100, pinged);
    assertTrue(moments == 8 || moments == 9, "a beat each 128 ms");
  }

  @Test
  @DisplayName("X-39 X-69: heartbeats that are answered go on for ever")
  void answeredHeartbeatsGoOn() {
    for (int i = 1; i <= 5; i++) {
      loop.advanceMillis(30_130);
      assertEquals(i, peer.channel.frames().all().size());
      pongLast();
    }
    assertFalse(peer.channel.terminated);
  }

  @Test
  @DisplayName("X-41: after the close is queued there is no further ping, whatever pongs come")
  void noPingAfterClose() {
    loop.advanceMillis(30_100);
    peer.channel.allowance = 0;
    peer.connection.send(Frame.text("waits"));
    peer.connection.close(1000, "");
    loop.turn();
    pongLast();
    loop.advanceMillis(40_000);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(
        List.of(0x9, 0x1, 0x8),
        peer.channel.frames().all().stream().map(Received::opcode).toList());
  }

  @Test
  @DisplayName("X-40: a client's ping is answered in the same turn of the loop")
  void pongsAtOnce() {
    peer.channel.listener.onPing(ByteBuffer.wrap("abc".getBytes(StandardCharsets.US_ASCII)));
    loop.turn();
    Received pong = peer.channel.frames().all().get(0);
    assertEquals(0xA, pong.opcode());
    assertEquals("abc", pong.payload());
  }

  @Test
  @DisplayName("X-40: pings that come together are answered together, and all of them")
  void pongsTogether() {
    for (int i = 0; i < 100; i++) {
      peer.channel.listener.onPing(ByteBuffer.allocate(8).putLong(0, i));
    }
    loop.turn();
    List<Received> pongs = peer.channel.frames().all();
    assertEquals(100, pongs.size());
    assertTrue(peer.channel.writes <= 10, "writes: " + peer.channel.writes);
  }

  @Test
  @DisplayName("X-40: pings of a client that does not read are bounded")
  void pingFloodIsBounded() {
    peer.channel.allowance = 0;
    for (int i = 0; i < 100_000; i++) {
      peer.channel.listener.onPing(ByteBuffer.allocate(125).putInt(0, i));
    }
    peer.channel.allow(Long.MAX_VALUE);
    assertTrue(peer.channel.taken.size() <= 3 * 127);
    byte[] wire = peer.channel.taken.toByteArray();
    assertEquals(
        99_999, ByteBuffer.wrap(wire).getInt(wire.length - 125), "the newest stands for all");
  }

  @Test
  @DisplayName("X-39: pongs that are guessed do not make pings pile up")
  void guessedPongs() {
    peer.channel.allowance = 0;
    peer.connection.send(Frame.text("data"));
    loop.turn();
    for (int i = 0; i < 100; i++) {
      peer.channel.listener.onPing(ByteBuffer.allocate(20));
    }
    for (long number = 1; number <= 4; number++) {
      loop.advanceMillis(30_100);
      peer.channel.listener.onPong(ByteBuffer.allocate(8).putLong(0, number));
      peer.channel.allow(1);
    }
    assertEquals(List.of(), loop.errors);
  }

  private void pongLast() {
    List<Received> all = peer.channel.frames().all();
    byte[] wire = peer.channel.taken.toByteArray();
    byte[] payload = new byte[8];
    assertTrue(all.size() > 0);
    System.arraycopy(wire, lastPing(wire), payload, 0, 8);
    peer.channel.listener.onPong(ByteBuffer.wrap(payload));
  }

  private static int lastPing(byte[] wire) {
    for (int i = wire.length - 10; i >= 0; i--) {
      if ((wire[i] & 0xFF) == 0x89 && wire[i + 1] == 8) {
        return i + 2;
      }
    }
    throw new AssertionError("no ping");
  }
}
