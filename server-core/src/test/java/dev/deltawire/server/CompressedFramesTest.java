package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.internal.rfc7692.Deflation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("X-12: frames for peers who inflate")
class CompressedFramesTest {

  private static final String LONG = "{\"content\":\"" + "word 漢字 ".repeat(300) + "\"}";

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Deflation deflation = new Deflation(1024);

  @AfterEach
  void end() {
    deflation.close();
    peers.close();
    assertEquals(List.of(), loop.errors);
  }

  @Test
  void aFrameIsCompressedOnceForAllAndWithEveryMark() {
    Frame frame = Frame.text(LONG);
    byte[] deflated = frame.bytes(deflation);
    assertTrue(deflated.length < frame.size() / 4);
    assertEquals((byte) 0xC1, deflated[0]);
    assertEquals(LONG, ServerFrames.of(deflated).payloads().get(0));
    try (Deflation ofAnotherLoop = new Deflation(1024)) {
      assertSame(deflated, frame.bytes(ofAnotherLoop));
      assertSame(deflated, frame.withMark(7).bytes(ofAnotherLoop));
      assertSame(deflated, frame.withMark(7).withMark(8).bytes(ofAnotherLoop));
    }
    assertEquals(LONG, frame.message());
    assertEquals((byte) 0x81, frame.bytes(null)[0]);
  }

  @Test
  void whatIsNotWorthItGoesOutAsItIs() {
    byte[] noise = new byte[4000];
    new Random(3).nextBytes(noise);
    for (Frame frame :
        List.of(
            Frame.NOTHING,
            Frame.text("x".repeat(1023)),
            Frame.text(noise, 0, noise.length),
            Frame.text("x".repeat((1 << 20) + 1)))) {
      assertSame(frame.bytes(null), frame.bytes(deflation));
    }
    for (int length : new int[] {1024, 300_000, 1 << 20, 70_000}) {
      byte[] deflated = Frame.text("x".repeat(length)).bytes(deflation);
      assertTrue(deflated.length < 32 + length / 100);
      assertEquals("x".repeat(length), ServerFrames.of(deflated).payloads().get(0));
    }
  }

  @Test
  void everybodyGetsTheSameMessagesInTheSameOrder() {
    Peer plain = peers.connect(loop.loop);
    peers.deflating(true);
    Peer deflating = peers.connect(loop.loop);
    List<Frame> frames = List.of(Frame.text("short"), Frame.text(LONG), Frame.text("last"));
    for (Peer peer : List.of(plain, deflating)) {
      frames.forEach(peer.connection::send);
      peer.connection.sendAll(frames.iterator());
    }
    loop.turn();
    List<String> expected = List.of("short", LONG, "last", "short", LONG, "last");
    assertEquals(expected, plain.channel.frames().payloads());
    assertEquals(expected, deflating.channel.frames().payloads());
    assertTrue(plain.channel.frames().all().stream().noneMatch(Received::deflated));
    assertEquals(
        List.of(false, true, false, false, true, false),
        deflating.channel.frames().all().stream().map(Received::deflated).toList());
  }

  @Test
  @DisplayName("X-37: what is counted when a frame is queued is given back when it has left")
  void queuedBytesAreGivenBack() {
    peers.deflating(true);
    Peer peer = peers.connect(loop.loop);
    Frame frame = Frame.text(LONG);
    int rounds = 3 * peers.limits().maxQueuedBytes() / frame.size();
    for (int i = 0; i < rounds; i++) {
      assertEquals(SendResult.QUEUED, peer.connection.send(frame));
      loop.turn();
    }
    assertEquals(rounds, peer.channel.frames().all().size());
  }

  @Test
  @DisplayName("X-37: the compressed form of a frame that waits is counted, once for all peers")
  void compressedFormsAreCounted() {
    Frame frame = Frame.text(LONG);
    Peer plain = waiting(false);
    assertEquals(SendResult.QUEUED, plain.connection.send(frame));
    loop.turn();
    assertEquals(frame.size(), peers.memory.heldBytes());
    Peer first = waiting(true);
    Peer second = waiting(true);
    assertEquals(SendResult.QUEUED, first.connection.send(frame));
    assertEquals(SendResult.QUEUED, second.connection.send(frame));
    loop.turn();
    second.channel.allow(Long.MAX_VALUE);
    int shorter = second.channel.taken.size();
    assertTrue(shorter < frame.size());
    assertEquals(frame.size() + shorter, peers.memory.heldBytes(), "the first one has neither");
    first.channel.allow(Long.MAX_VALUE);
    assertEquals(frame.size() + shorter, peers.memory.heldBytes(), "until all have it");
    plain.channel.terminate();
    assertEquals(0, peers.memory.heldBytes());
  }

  private Peer waiting(boolean deflating) {
    peers.deflating(deflating);
    Peer peer = peers.connect(loop.loop);
    peer.channel.allowance = 0;
    return peer;
  }

  @Test
  @DisplayName("X-41: a close in the middle of a compressed delta lets its rest go first")
  void closeInMidFrame() {
    peers.deflating(true);
    Peer peer = peers.connect(loop.loop);
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    assertEquals(JoinResult.JOINED, peer.connection.join(stream, new TestFormat(), 0));
    peer.channel.allowance = 20;
    stream.append("ü".repeat(3000));
    loop.turn();
    assertEquals(20, peer.channel.taken.size());
    stream.append("never seen");
    peer.connection.overload();
    peer.channel.allow(Long.MAX_VALUE);
    loop.turn();
    ServerFrames frames = peer.channel.frames();
    assertEquals("ü".repeat(3000), frames.text());
    assertEquals(0x8, frames.all().get(1).opcode());
    assertEquals(2, frames.all().size());
  }

  @Test
  @DisplayName("X-37: the rest of a compressed delta is counted until it is taken or the peer gone")
  void restsOfDeltasAreCounted() {
    for (boolean gone : new boolean[] {false, true}) {
      peers.deflating(true);
      Peer peer = peers.connect(loop.loop);
      LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
      peer.connection.join(stream, new TestFormat(), 0);
      peer.channel.allowance = 20;
      byte[] noise = new byte[3000];
      new Random(3).nextBytes(noise);
      stream.append(Base64.getEncoder().encodeToString(noise));
      loop.turn();
      assertTrue(peers.memory.heldBytes() > 3000);
      if (gone) {
        peer.channel.terminate();
      } else {
        peer.channel.allow(Long.MAX_VALUE);
        loop.turn();
        assertEquals(4000, peer.channel.frames().text().length());
      }
      assertEquals(0, peers.memory.heldBytes());
    }
  }

  @Test
  @DisplayName("tokens below the threshold are the same bytes for everybody")
  void shortDeltasAreShared() {
    Peer plain = peers.connect(loop.loop);
    peers.deflating(true);
    Peer deflating = peers.connect(loop.loop);
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    TestFormat format = new TestFormat();
    plain.connection.join(stream, format, 0);
    deflating.connection.join(stream, format, 0);
    for (int i = 0; i < 100; i++) {
      stream.append("tok ");
      loop.turn();
    }
    stream.end("done");
    loop.turn();
    assertArrayEquals(plain.channel.taken.toByteArray(), deflating.channel.taken.toByteArray());
    assertFalse(plain.channel.frames().all().isEmpty());
    assertTrue(plain.channel.taken.toString(StandardCharsets.UTF_8).contains("done"));
  }

  @Test
  void optionsAreChecked() {
    assertThrows(
        IllegalArgumentException.class, () -> CompressionOptions.STANDARD.withLeastBytes(0));
    assertTrue(CompressionOptions.STANDARD.withClientTakeover(true).clientTakeover());
  }
}
