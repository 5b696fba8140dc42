package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.Peers.Peer;
import dev.deltawire.server.ServerFrames.Received;
import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Long messages to slow peers, and what gets between their fragments (RFC 6455 §5.4). */
class FragmentationTest {

  private static final int FRAGMENT = Fragments.PAYLOAD + FrameHeader.MAX_SIZE;

  private final TestLoop loop = new TestLoop();
  private final Peers peers = Peers.inline();
  private final Peer peer = peers.connect(loop.loop);

  /** The ways in which a long message comes into an outbox. */
  enum Way {
    FRAME,
    BACKLOG,
    EVENT;

    void send(Peer peer, String text) {
      switch (this) {
        case FRAME -> peer.connection.send(Frame.text(text));
        case BACKLOG -> peer.connection.sendAll(List.of(Frame.text(text)).iterator());
        case EVENT -> {
          LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
          peer.connection.join(stream, new TestFormat(), 0);
          stream.emit(text);
        }
      }
    }

    /** What of {@code text} arrives. */
    String message(String text) {
      return this == EVENT ? TestFormat.event(text) : text;
    }
  }

  @AfterEach
  void noDefects() {
    assertEquals(List.of(), loop.errors);
    assertEquals(List.of(), peers.errors);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  @DisplayName("X-33 X-40: a pong goes between the fragments of a long message")
  void aPongGoesBetweenFragments(Way way) {
    String text = text(5 * Fragments.PAYLOAD);
    peer.channel.allowance = FRAGMENT + 100;
    way.send(peer, text);
    loop.turn();
    ping("p");
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(1, 0, 0xA, 0), opcodes().subList(0, 4));
    assertEquals(List.of(way.message(text)), peer.channel.frames().messages());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  @DisplayName("X-40: a pong goes out at once where a fragment has just ended")
  void aPongGoesOutAtAFragmentsEnd(Way way) {
    String text = text(3 * Fragments.PAYLOAD);
    peer.channel.allowance = FRAGMENT;
    way.send(peer, text);
    loop.turn();
    ping("p");
    peer.channel.allow(3);
    assertEquals(List.of(1, 0xA), opcodes());
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(way.message(text)), peer.channel.frames().messages());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  @DisplayName("X-39: whoever reads a long message for minutes keeps its heartbeat")
  void theHeartbeatOfASlowReaderGoesOn(Way way) {
    String text = text(40 * Fragments.PAYLOAD);
    peer.channel.allowance = 0;
    way.send(peer, text);
    loop.turn();
    int pings = 0;
    for (int seconds = 0; seconds < 400; seconds++) {
      loop.advanceMillis(1_000);
      peer.channel.allow(8_000);
      List<Received> got = pings();
      for (; pings < got.size(); pings++) {
        peer.channel.listener.onPong(got.get(pings).data());
      }
    }
    assertFalse(peer.channel.terminated);
    assertTrue(pings > 8, pings + " pings in 400 s, one each 30 s");
    assertEquals(List.of(way.message(text)), peer.channel.frames().messages());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  @DisplayName("X-41: a close that drops what waits goes out behind the fragment in hand")
  void aCloseGoesBetweenFragments(Way way) {
    for (int taken : new int[] {1, FRAGMENT - 1, FRAGMENT, FRAGMENT + 1}) {
      Peer slow = peers.connect(loop.loop);
      slow.channel.allowance = taken;
      way.send(slow, text(4 * Fragments.PAYLOAD));
      loop.turn();
      slow.channel.listener.onClose(1000, "");
      slow.channel.allow(Long.MAX_VALUE);
      ServerFrames frames = slow.channel.frames();
      List<Integer> opcodes = frames.all().stream().map(Received::opcode).toList();
      assertEquals(taken > FRAGMENT ? List.of(1, 0, 8) : List.of(1, 8), opcodes);
      assertEquals(0, frames.incompleteBytes());
      assertTrue(slow.channel.shutdown);
    }
  }

  @Test
  @DisplayName("X-16 X-41: the answer to a violation comes behind what was queued before")
  void aViolationsAnswerComesLast() {
    String text = text(3 * Fragments.PAYLOAD);
    peer.channel.allowance = 10;
    peer.connection.send(Frame.text(text));
    loop.turn();
    peer.channel.listener.onViolation(ProtocolViolation.BINARY_MESSAGE);
    loop.turn();
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(text), peer.channel.frames().messages());
    assertEquals(8, opcodes().get(opcodes().size() - 1));
  }

  @Test
  @DisplayName("M-28: only the last fragment's end makes a marked message written")
  void aMarkIsWrittenWithTheLastFragment() {
    peer.channel.allowance = FRAGMENT + 1;
    peer.connection.send(Frame.text(text(2 * Fragments.PAYLOAD)).withMark(1));
    loop.turn();
    loop.advanceMillis(30_100);
    peer.channel.allow(FRAGMENT - 1);
    assertEquals(List.of(), pings(), "the message has ended, nothing more is allowed");
    peer.channel.allow(Long.MAX_VALUE);
    peer.channel.listener.onPong(pings().get(0).data());
    loop.turn();
    assertEquals(List.of(1L), peer.accepted);
  }

  @Test
  @DisplayName("M-28: a ping between the fragments of a marked message proves nothing of it")
  void aPingBetweenFragmentsDoesNotProveTheMessage() {
    peer.channel.allowance = 1;
    peer.connection.send(Frame.text(text(2 * Fragments.PAYLOAD)).withMark(1));
    loop.turn();
    loop.advanceMillis(30_100);
    peer.channel.allow(Long.MAX_VALUE);
    assertEquals(List.of(1, 9, 0), opcodes());
    peer.channel.listener.onPong(pings().get(0).data());
    loop.turn();
    assertEquals(List.of(), peer.accepted);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  @DisplayName("X-33 X-36: however slow the socket, every message arrives whole and in order")
  void everyMessageArrivesWhole(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      everyMessageArrivesWhole(new Random(random.nextLong()));
    }
  }

  private void everyMessageArrivesWhole(Random random) {
    Peer slow = peers.connect(loop.loop);
    LogStream<String> stream = new LogStream<>("s", StreamOptions.STANDARD, ended -> {});
    slow.connection.join(stream, new TestFormat(), 0);
    slow.channel.allowance = 0;
    List<String> sent = new ArrayList<>();
    Consumer<String> queue = message -> slow.connection.send(Frame.text(message));
    int pings = 0;
    for (int i = 0; i < 40; i++) {
      String text = i + " " + text(random.nextInt(3) == 0 ? random.nextInt(200_000) : 20);
      switch (random.nextInt(6)) {
        case 0 -> {
          sent.add(text);
          queue.accept(text);
        }
        case 1 -> {
          sent.add(TestFormat.event(text));
          stream.emit(text);
        }
        case 2 -> {
          pings++;
          slow.channel.listener.onPing(ByteBuffer.allocate(random.nextInt(10)));
        }
        default -> slow.channel.allow(random.nextInt(10) == 0 ? FRAGMENT : random.nextInt(60_000));
      }
      loop.turn();
    }
    slow.channel.allow(Long.MAX_VALUE);
    loop.turn();
    assertEquals(sent, slow.channel.frames().messages());
    long pongs = slow.channel.frames().all().stream().filter(Received::isControl).count();
    assertTrue(pongs > 0 == pings > 0 && pongs <= pings, pongs + " pongs for " + pings);
  }

  private void ping(String payload) {
    peer.channel.listener.onPing(ByteBuffer.wrap(payload.getBytes(StandardCharsets.US_ASCII)));
  }

  private List<Received> pings() {
    return peer.channel.frames().all().stream()
        .filter(frame -> frame.opcode() == FrameHeader.PING)
        .toList();
  }

  private List<Integer> opcodes() {
    return peer.channel.frames().all().stream().map(Received::opcode).toList();
  }

  /** Text that differs everywhere, in code points of two bytes that fragments may cut. */
  private static String text(int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes / 2; i++) {
      text.append((char) ('\u0400' + i * 31 % 251));
    }
    return text.toString();
  }
}
