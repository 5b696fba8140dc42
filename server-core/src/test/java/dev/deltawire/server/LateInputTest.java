package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes behind our close frame is read, but not for ever, nor as fast as it comes. */
class LateInputTest {

  /** Of 64 KiB each, and a little more that each message counts. */
  private static final int MESSAGES_OF_A_SLICE = 16;

  private static final long REST_MILLIS = LateInput.REST_NANOS / 1_000_000;

  private final TestLoop loop = new TestLoop();

  private Peer peer(Dispatch dispatch) {
    return new Peers(ServerLimits.STANDARD, dispatch, loop.loop).connect(loop.loop);
  }

  private Peer closed(Dispatch dispatch) {
    Peer peer = peer(dispatch);
    peer.connection.close(1013, "");
    loop.turn();
    return peer;
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName("X-41: who talks on and does not read why it is closed is not read until it can be")
  void x41_whoTalksOnBehindAnUnreadCloseIsNotRead(Dispatch dispatch) {
    Peer peer = peer(dispatch);
    peer.channel.allowance = 0;
    peer.connection.overload();
    loop.turn();
    assertEquals(MESSAGES_OF_A_SLICE, talksOn(peer));
    loop.advanceMillis(2 * REST_MILLIS);
    assertTrue(peer.channel.suspended);

    peer.channel.allow(Long.MAX_VALUE);
    loop.turn();
    assertEquals(MESSAGES_OF_A_SLICE, talksOn(peer), "its echo is behind that");
    assertEquals(List.of(), peer.messages);
  }

  @ParameterizedTest
  @EnumSource(Dispatch.class)
  @DisplayName(
      "X-41: who talks on behind our close is read a little at a time, until its echo comes")
  void x41_whoTalksOnBehindOurCloseIsReadALittleAtATime(Dispatch dispatch) {
    Peer peer = closed(dispatch);
    for (int slice = 0; slice < 10; slice++) {
      assertEquals(MESSAGES_OF_A_SLICE, talksOn(peer));
      loop.advanceMillis(REST_MILLIS);
    }
    assertFalse(peer.channel.suspended);
    peer.channel.listener.onClose(1013, "");
    assertTrue(peer.channel.shutdown);
  }

  @Test
  @DisplayName(
      "X-41: a message longer than what is read at a time has two rests behind it, however long")
  void x41_longMessagesHaveTwoRests() {
    Peer peer = closed(Dispatch.INLINE);
    peer.says("x".repeat(5 * LateInput.SLICE_BYTES));
    loop.advanceMillis(2 * REST_MILLIS - 20);
    assertTrue(peer.channel.suspended);
    loop.advanceMillis(40);
    assertFalse(peer.channel.suspended);
  }

  @Test
  @DisplayName("X-41: pings and pongs behind our close count like messages")
  void x41_pingsAndPongsCount() {
    Peer peer = closed(Dispatch.INLINE);
    int said = 0;
    while (!peer.channel.suspended) {
      peer.channel.listener.onPing(ByteBuffer.allocate(125));
      peer.channel.listener.onPong(ByteBuffer.allocate(125));
      said++;
    }
    assertEquals(2775, said, "each counts as 189 bytes");
  }

  @Test
  @DisplayName("X-41: who goes while it is not read leaves no timer behind")
  void x41_whoGoesLeavesNoTimerBehind() {
    Peer peer = closed(Dispatch.INLINE);
    talksOn(peer);
    peer.channel.terminate();
    loop.advanceMillis(REST_MILLIS);
    assertTrue(peer.channel.suspended);
  }

  @Test
  @DisplayName("X-41: who is shut down while it is not read is read on until it ends its side")
  void x41_aShutdownEndsTheRests() {
    Peer peer = closed(Dispatch.INLINE);
    peer.says("x".repeat(3 * LateInput.SLICE_BYTES));
    peer.channel.listener.onViolation(ProtocolViolation.NO_MEMORY);
    assertTrue(peer.channel.shutdown);
    peer.channel.resumeReads(); // as a transport does
    loop.advanceMillis(REST_MILLIS);
    assertFalse(peer.channel.suspended);
  }

  /** Says long messages while it is read; returns how many were. */
  private static int talksOn(Peer peer) {
    int said = 0;
    while (said < 100 && !peer.channel.suspended) {
      peer.says("x".repeat(1 << 16));
      said++;
    }
    return said;
  }
}
