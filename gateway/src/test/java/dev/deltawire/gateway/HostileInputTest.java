package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

/** What well-known servers get wrong with their defaults; a healthy peer notices none of it. */
@DisplayName("Hostile peers (X-03, X-08, X-14, X-35, X-37)")
class HostileInputTest {

  private static final int CONTINUATION = 0x00;
  private static final int TEXT = 0x01;
  private static final int CLOSE = 0x08;
  private static final int PONG = 0x0A;
  private static final int FINAL_TEXT = 0x81;

  private static final byte[] TWO_GIGABYTES = RawPeer.hex("81 ff 00 00 00 00 80 00 00 00");
  private static final byte[] EMPTY_FRAGMENT = RawPeer.hex("00 80 00 00 00 00");
  private static final byte[] PING = RawPeer.hex("89 88 00 00 00 00 00 00 00 00 00 00 00 00");
  private static final byte[] CHUNK = "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);

  /** Far more than any peer gets away with. */
  private static final int MANY = 20_000;

  private static final int FLOOD = 500;

  @OnEveryTransport
  void x14_aDeclaredLengthOfTwoGigabytesIsRefusedUnread(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      RawPeer hostile = test.upgraded();
      hostile.send(TWO_GIGABYTES);

      assertEquals("1009 message too large", closeOf(hostile));
      test.assertHealthy();
    }
  }

  @OnEveryTransport
  void x14_endlessFragmentsAreRefusedWhenTheyAreTooMuch(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      RawPeer hostile = test.upgraded();
      hostile.sendFrame(TEXT, CHUNK);
      for (int i = 0; i < 4; i++) {
        hostile.sendFrame(CONTINUATION, CHUNK);
      }

      assertEquals("1009 message too large", closeOf(hostile));
      test.assertHealthy();
    }
  }

  @OnEveryTransport
  void endlessEmptyFragmentsAreRefused(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      RawPeer hostile = test.upgraded();
      hostile.sendFrame(TEXT, new byte[0]);
      hostile.trySend(repeated(EMPTY_FRAGMENT, MANY));

      assertEquals("1008 too many fragments", closeOf(hostile));
      test.assertHealthy();
    }
  }

  @OnEveryTransport
  void aFloodOfPingsIsRefusedWhetherItsPongsAreReadOrNot(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      RawPeer hostile = test.slow();
      hostile.trySend(repeated(PING, MANY));

      assertEquals("1008 too many control frames", closeOf(hostile));
      test.assertHealthy();
    }
  }

  @OnEveryTransport
  void x35_x37_whoDoesNotReadAnswersIsNotReadEither(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      RawPeer hostile = test.slow();
      AtomicInteger floods = new AtomicInteger();
      Thread asking = new Thread(() -> ask(hostile, floods), "asking");
      asking.start();
      int before = -1;
      while (floods.get() != before) {
        before = floods.get();
        for (int i = 0; i < 20; i++) {
          test.assertHealthy();
          Thread.sleep(10);
        }
      }
      assertTrue(asking.isAlive(), "blocked after " + before + " floods");
      for (int i = 0; i < Math.min(MANY, before * FLOOD); i++) {
        assertTrue(hostile.frame().text().contains("ping.response"), "answer " + i);
      }
      hostile.close();
      asking.join();
    }
  }

  private static void ask(RawPeer hostile, AtomicInteger floods) {
    byte[] flood = repeated(textFrame("{\"id\":\"1\",\"type\":\"ping.request\"}"), FLOOD);
    try {
      while (hostile.trySend(flood)) {
        floods.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @OnEveryTransport
  void x03_headsThatDripAreAnswered408(String transport) throws Exception {
    ServerLimits limits = ServerLimits.builder().headTimeout(Duration.ofMillis(400)).build();
    try (Hostility test = Hostility.begin(transport, limits)) {
      List<RawPeer> drips = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        drips.add(test.peer());
      }
      String head = RawPeer.upgradeHead("/ws?token=" + HomeServer.PHONE);
      for (int at = 0; at < 3; at++) {
        for (RawPeer drip : drips) {
          drip.send(head.substring(at, at + 1));
        }
        test.assertHealthy();
      }
      for (RawPeer drip : drips) {
        assertEquals(408, drip.response().status());
        assertTrue(drip.ends());
      }
      test.assertHealthy();
    }
  }

  @OnEveryTransport
  void x03_aHeadThatIsTooLargeIsAnswered431(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      test.assertRefused(431, RawPeer.upgradeHead("/ws", "X: " + "x".repeat(20_000)));
      test.assertRefused(431, RawPeer.upgradeHead("/ws", "X: 1\r\n".repeat(2_000) + "X: 1"));
    }
  }

  @OnEveryTransport
  void x08_twoKeysAreNoKey(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      test.assertRefused(400, head("Sec-WebSocket-Key: " + RawPeer.SAMPLE_KEY));
    }
  }

  @OnEveryTransport
  void anUpgradeWithABodyIsRefused(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      test.assertRefused(400, head("Content-Length: 5") + "hello");
      test.assertRefused(400, head("Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n");
      test.assertRefused(400, head("Content-Length: 0", "Transfer-Encoding: chunked"));
    }
  }

  @OnEveryTransport
  void aBareLineFeedEndsNoLine(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      test.assertRefused(400, head().replace("\r\nUpgrade", "\nUpgrade"));
      test.assertRefused(400, head().replace("\r\n", "\n"));
    }
  }

  @OnEveryTransport
  void exactlyOneHostIsRequired(String transport) throws Exception {
    try (Hostility test = Hostility.begin(transport)) {
      test.assertRefused(400, head().replace("Host: localhost\r\n", ""));
      test.assertRefused(400, head("Host: localhost"));
    }
  }

  @OnEveryTransport
  void peersThatVanishInTheMiddleOfAFrameLeaveNothingBehind(String transport) throws Exception {
    ServerLimits limits = ServerLimits.builder().maxConnections(10).build();
    try (Hostility test = Hostility.begin(transport, limits)) {
      for (int i = 0; i < 50; i++) {
        RawPeer hostile = test.upgradedEventually();
        hostile.sendHex("81 fe 01");
        hostile.reset();
      }
      test.assertHealthy();
    }
  }

  private static String head(String... headers) {
    return RawPeer.upgradeHead("/ws?token=" + HomeServer.TABLET, headers);
  }

  /** A short text under a mask of zeros. */
  private static byte[] textFrame(String text) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(FINAL_TEXT);
    frame.write(0x80 | text.length());
    frame.writeBytes(new byte[4]);
    frame.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    return frame.toByteArray();
  }

  private static byte[] repeated(byte[] frame, int times) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream(times * frame.length);
    for (int i = 0; i < times; i++) {
      frames.writeBytes(frame);
    }
    return frames.toByteArray();
  }

  /** What the next close frame says. */
  private static String closeOf(RawPeer peer) throws IOException {
    WireFrame frame = peer.frame();
    while (frame.opcode() != CLOSE) {
      frame = peer.frame();
    }
    return frame.closeCode() + " " + frame.closeReason();
  }

  /** A server with a healthy peer on it. */
  private static final class Hostility implements AutoCloseable {

    private static final int TRIES = 200;

    private final HomeServer server;
    private final RawPeer healthy;
    private int number;

    private Hostility(HomeServer server) throws IOException {
      this.server = server;
      this.healthy = server.connect(HomeServer.BOBS_TV).peer();
    }

    static Hostility begin(String transport) throws IOException {
      return begin(transport, ServerLimits.STANDARD);
    }

    static Hostility begin(String transport, ServerLimits limits) throws IOException {
      return new Hostility(
          HomeServer.start(transport, MemoryHomeStore.create(), dialect -> dialect, limits));
    }

    RawPeer peer() throws IOException {
      return server.peer();
    }

    RawPeer upgraded() throws IOException {
      return server.connect(HomeServer.PHONE).peer();
    }

    /** An upgraded peer, as soon as the server has noticed that others are gone. */
    RawPeer upgradedEventually() throws IOException, InterruptedException {
      for (int i = 0; i < TRIES; i++) {
        RawPeer peer = server.peer();
        try {
          if (peer.upgrade("/ws?token=" + HomeServer.PHONE).status() == 101) {
            return peer;
          }
        } catch (EOFException | SocketException e) { // beyond the room for sockets: not even 503
          peer.close();
        }
        Thread.sleep(10);
      }
      throw new IOException("places are not given back");
    }

    /** An upgraded peer with small buffers. */
    RawPeer slow() throws IOException {
      return server.connectSlow(HomeServer.PHONE).peer();
    }

    void assertRefused(int status, String request) throws IOException {
      RawPeer hostile = peer();
      hostile.trySend(request.getBytes(StandardCharsets.ISO_8859_1));
      assertEquals(status, hostile.response().status());
      assertTrue(hostile.ends(), "the connection is closed");
      assertHealthy();
    }

    /** Pings and expects the pong. */
    void assertHealthy() throws IOException {
      byte[] payload = {(byte) ++number, 'h'};
      healthy.sendPing(payload);
      WireFrame pong = healthy.frame();
      assertEquals(PONG, pong.opcode());
      assertArrayEquals(payload, pong.payload());
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
