package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.tck.CoreSide.Kind;
import dev.deltawire.tck.Rig.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** T-140 to T-150: permessage-deflate (RFC 7692), for transports that declare it. */
abstract class CompressionRules extends HttpRules {

  private static final String ANSWER =
      "permessage-deflate; server_no_context_takeover; client_max_window_bits=15";
  private static final int FIN_DEFLATED = WireFrame.FIN | 0x40 | WireFrame.TEXT;
  private static final int BOMB_BYTES = 64 << 20;
  private static final int MANY = 30;
  private static final int MANY_BYTES = 100_000;

  /** "Hello" as RFC 7692 §7.2.3 has it, and in blocks that are final or empty. */
  private static final List<String> HELLO =
      List.of(
          "c1 87 00000000 f248cdc9c90700", // one block
          "41 83 00000000 f248cd 80 84 00000000 c9c90700", // two fragments
          "41 80 00000000 00 82 00000000 f248 89 80 00000000 80 85 00000000 cdc9c90700",
          "c1 8b 00000000 000500faff48656c6c6f00", // no compression
          "c1 88 00000000 f348cdc9c9070000", // a final block
          "c1 8d 00000000 f24805000000ffffcac9c90700", // two blocks
          "c1 90 00000000 000000ffff000500faff48656c6c6f00"); // an empty block before

  @Test
  @Needs(Capability.COMPRESSION)
  void t140_theAnswerNamesWhatWasAgreed() throws Exception {
    try (Rig rig = deflating(false);
        RawPeer peer = rig.dial()) {
      WireResponse response = peer.upgrade("/", "Sec-WebSocket-Extensions: permessage-deflate");
      assertEquals(101, response.status());
      assertEquals(List.of(ANSWER), response.header("Sec-WebSocket-Extensions"));
      assertServes(new Link(peer, rig.accepted()));
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t141_rsv1AnywhereButOnAFirstDataFrameIs1002(ChunkSize chunk) throws Exception {
    try (Rig rig = deflating(true)) {
      for (String first : List.of("c9", "ca", "c8", "c0", "a1", "91", "e1", "d1")) {
        assertViolation(rig, chunk, 1002, first + "80" + NO_MASK);
      }
      assertViolation(rig, chunk, 1002, "41 83 00000000 f248cd c0 84 00000000 c9c90700");
      assertViolation(rig, chunk, 1002, "01 80 00000000 c0 80 00000000");
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t142_theExamplesOfTheRfcAreInflated(ChunkSize chunk) throws Exception {
    for (boolean takeover : new boolean[] {false, true}) {
      try (Rig rig = deflating(takeover);
          Link link = rig.connect()) {
        link.peer().chunked(chunk);
        for (String hello : HELLO) {
          link.peer().sendHex(hello + "c1 81 00000000 00");
          if (hello.contains("89 80")) {
            assertEvent(Kind.PING, "", link.core().next());
          }
          assertText("Hello", link.core());
          assertText("", link.core());
        }
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t143_withoutTakeoverAMessageThatRefersToAnotherIs1007(ChunkSize chunk) throws Exception {
    try (Rig rig = deflating(false);
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      link.peer().sendHex(HELLO.get(0));
      assertText("Hello", link.core());
      link.peer().trySend(RawPeer.hex("c1 85 00000000 f200110000"));
      assertViolated(link, 1007);
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t144_withTakeoverItMayReferToThoseOfItsConnection(ChunkSize chunk) throws Exception {
    byte[] other = letters(300);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (Rig rig = deflating(true);
        Link link = rig.connect();
        Link second = rig.connect()) {
      link.peer().chunked(chunk).sendHex(HELLO.get(0));
      assertText("Hello", link.core());
      for (int i = 0; i < 3; i++) {
        second.peer().chunked(chunk).sendFrame(FIN_DEFLATED, deflated(deflater, other));
        assertArrayEquals(other, second.core().next().payload());
        link.peer().sendHex("c1 85 00000000 f200110000");
        assertText("Hello", link.core());
      }
    } finally {
      deflater.end();
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t145_aMessageOfTheLimitOnceInflatedIsAccepted(ChunkSize chunk) throws Exception {
    byte[] most = letters(MAX_MESSAGE_BYTES);
    byte[] stored = stored(most);
    for (boolean takeover : new boolean[] {false, true}) {
      try (Rig rig = deflating(takeover).maxMessageBytes(MAX_MESSAGE_BYTES);
          Link link = rig.connect()) {
        link.peer().chunked(chunk);
        for (byte[] payload : List.of(deflated(most), stored, deflated(most))) {
          link.peer().sendFrame(FIN_DEFLATED, payload);
          assertArrayEquals(most, link.core().next().payload());
        }
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t146_moreThanTheLimitOnceInflatedIs1009(ChunkSize chunk) throws Exception {
    byte[] bomb = deflated(new byte[BOMB_BYTES]);
    for (boolean takeover : new boolean[] {false, true}) {
      try (Rig rig = deflating(takeover).maxMessageBytes(MAX_MESSAGE_BYTES)) {
        byte[] excess = deflated(letters(MAX_MESSAGE_BYTES + 1));
        assertViolation(rig, chunk, 1009, WireFrame.masked(FIN_DEFLATED, excess));
        assertViolation(
            rig,
            chunk,
            1009,
            WireFrame.masked(FIN_DEFLATED, stored(letters(MAX_MESSAGE_BYTES + 1))));
        rig.maxMessageBytes(bomb.length);
        assertViolation(rig, ChunkSize.WHOLE, 1009, WireFrame.masked(FIN_DEFLATED, bomb));
        assertServesNewcomers(rig);
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t147_whatCantBeInflatedIs1007(ChunkSize chunk) throws Exception {
    for (boolean takeover : new boolean[] {false, true}) {
      try (Rig rig = deflating(takeover);
          Link healthy = rig.connect()) {
        assertViolation(rig, chunk, 1007, "c1 81 00000000 07"); // no kind of block
        assertViolation(rig, chunk, 1007, "c1 87 00000000 00050000004865"); // not its complement
        assertViolation(rig, chunk, 1007, "c1 85 00000000 f200110000"); // before the beginning
        healthy.peer().sendHex(HELLO.get(0));
        assertText("Hello", healthy.core());
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t148_inflatedTextThatIsNotUtf8Is1007(ChunkSize chunk) throws Exception {
    try (Rig rig = deflating(false)) {
      for (String text : List.of("c328", "ff", "eda080", "f09f98", "4865c3")) {
        byte[] payload = deflated(RawPeer.hex(text));
        assertViolation(rig, chunk, 1007, WireFrame.masked(FIN_DEFLATED, payload));
      }
      try (Link link = rig.connect()) {
        byte[] grin = "grüße 😀".getBytes(StandardCharsets.UTF_8);
        link.peer().chunked(chunk).sendFrame(FIN_DEFLATED, deflated(grin));
        assertArrayEquals(grin, link.core().next().payload());
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t149_whoMayCompressNeedNot(ChunkSize chunk) throws Exception {
    try (Rig rig = deflating(true);
        Link link = rig.connect()) {
      link.peer().chunked(chunk);
      for (int i = 0; i < 2; i++) {
        link.peer().sendHex("01 82 00000000 6162 80 81 00000000 63");
        assertText("abc", link.core());
        link.peer().sendHex(HELLO.get(i));
        assertText("Hello", link.core());
      }
    }
  }

  @AtEveryChunkSize
  @Needs(Capability.COMPRESSION)
  void t150_whateverOneReadInflatesToIsAllDelivered(ChunkSize chunk) throws Exception {
    byte[] large = letters(MANY_BYTES);
    byte[] payload = deflated(large);
    byte[] messages = new byte[0];
    for (int i = 0; i < MANY; i++) {
      messages = join(messages, WireFrame.masked(FIN_DEFLATED, payload));
      messages = join(messages, WireFrame.masked(WireFrame.FIN | WireFrame.TEXT, letters(i)));
    }
    try (Rig rig = deflating(false);
        Link link = rig.connect()) {
      link.peer().chunked(chunk).send(messages);
      for (int i = 0; i < MANY; i++) {
        assertArrayEquals(large, link.core().next().payload());
        assertArrayEquals(letters(i), link.core().next().payload());
      }
      assertServes(link);
    }
  }

  /** A transport whose core agrees to compression with everybody. */
  private Rig deflating(boolean takeover) throws IOException {
    Rig rig = rig();
    Compression agreed = new Compression(ANSWER, takeover);
    return rig.upgrades((request, responder) -> rig.accept(responder, agreed));
  }

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    byte[] payload = deflated(deflater, plain);
    deflater.end();
    return payload;
  }

  /** What comes next from a compressor (RFC 7692 §7.2.1). */
  private static byte[] deflated(Deflater deflater, byte[] plain) {
    byte[] room = new byte[plain.length / 512 + 1024 + MAX_MESSAGE_BYTES];
    deflater.setInput(plain);
    int count = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
    return Arrays.copyOf(room, count - 4);
  }

  /** A block without compression (RFC 1951 §3.2.4), and an empty one that is cut off. */
  private static byte[] stored(byte[] plain) {
    int length = plain.length;
    byte[] header = {0, (byte) length, (byte) (length >> 8), (byte) ~length, (byte) (~length >> 8)};
    return join(join(header, plain), new byte[1]);
  }
}
