package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for every input, searched for by coverage.
 *
 * <p>In a build each target runs over its corpus, which {@code protocol-codec/fuzz} found and goes
 * on from.
 */
final class CodecFuzzTest {
  private static final int MARGIN = 9;

  /** What the inputs before left behind must not show. */
  private static final HomeDecoder HOME = HomeDecoder.create();

  private static final ChatDecoder CHAT = ChatDecoder.create();
  private static final AgentDecoder AGENT = AgentDecoder.create();
  private static final IntegrationDecoder INTEGRATION = IntegrationDecoder.create();
  private static final MessengerDecoder MESSENGER = MessengerDecoder.create();

  /** A decoder's {@code decode}. */
  private interface Decode {
    Object decode(byte[] buf, int from, int to);
  }

  @FuzzTest
  void scanner(byte[] text) {
    new JsonComparison().compare(text);
  }

  @FuzzTest
  void home(byte[] message) {
    decode(
        message,
        (buf, from, to) -> HomeDecoder.create().decodeAny(buf, from, to, false),
        HOME::decode);
    decode(
        message,
        (buf, from, to) -> InPlaceTest.plain(HomeDecoder.create().decode(buf, from, to)),
        (buf, from, to) -> InPlaceTest.plain(HOME.decodeInPlace(buf, from, to)));
  }

  @FuzzTest
  void chat(byte[] message) {
    decode(message, ChatDecoder.create()::decodeAny, CHAT::decode);
  }

  @FuzzTest
  void agent(byte[] message) {
    decode(message, AgentDecoder.create()::decodeAny, AGENT::decode);
    decode(
        message,
        (buf, from, to) -> AnswerInPlaceTest.plain(AgentDecoder.create().decode(buf, from, to)),
        (buf, from, to) -> AnswerInPlaceTest.plain(AGENT.decodeInPlace(buf, from, to)));
  }

  @FuzzTest
  void integration(byte[] message) {
    IntegrationDecoder fresh = IntegrationDecoder.create();
    for (Optional<String> introduced :
        List.of(Optional.<String>empty(), Optional.of("my-client"))) {
      decode(
          message,
          (buf, from, to) -> fresh.decode(buf, from, to, introduced),
          (buf, from, to) -> INTEGRATION.decode(buf, from, to, introduced));
    }
  }

  @FuzzTest
  void messenger(byte[] message) {
    decode(message, MessengerDecoder.create()::decode, MESSENGER::decode);
    decode(
        message,
        (buf, from, to) -> InPlaceTest.plain(MessengerDecoder.create().decode(buf, from, to)),
        (buf, from, to) -> InPlaceTest.plain(MESSENGER.decodeInPlace(buf, from, to)));
  }

  @FuzzTest
  void utf8(byte[] text) {
    int codePoints = 0;
    for (int i = 0; i < text.length; codePoints++) {
      int length = Utf8.sequenceLength(text, i, text.length);
      if (length == 0) {
        assertEquals(Optional.empty(), Oracle.decode(text));
        return;
      }
      i += length;
    }
    String decoded = Oracle.decode(text).orElseThrow();
    assertEquals(decoded.codePointCount(0, decoded.length()), codePoints);
    assertEquals(codePoints, Utf8.codePoints(text, 0, text.length));
  }

  /** The bytes as UTF-8, as Latin-1, and as chars, which may be lone surrogates. */
  @FuzzTest
  void escapeRoundTrip(byte[] text) {
    for (Charset charset : List.of(UTF_8, ISO_8859_1)) {
      escape(new String(text, charset));
    }
    escape(ByteBuffer.wrap(text).asCharBuffer().toString());
  }

  private static void escape(String text) {
    String wellFormed = RandomText.wellFormed(text);
    byte[] raw = wellFormed.getBytes(UTF_8);
    Escaped escaped = Escaped.of(text);
    byte[] json = escaped.array();
    assertEquals(wellFormed, escaped.readByOracle());
    assertArrayEquals(raw, JsonEscape.unescape(json, 0, json.length));
    assertEquals(raw.length, escaped.raw());
    assertEquals(raw.length, JsonEscape.rawLength(json, 0, json.length));
    assertEquals(json.length, JsonEscape.skip(json, 0, json.length, raw.length));
    assertEquals(escaped, Escaped.of(CharBuffer.wrap(text), 0, text.length()));
    assertEquals(escaped, Escaped.ofUtf8(raw));
  }

  /** Decodes the message alone, and amid other bytes by a decoder that is not new. */
  private static void decode(byte[] message, Decode fresh, Decode kept) {
    byte[] amid = new byte[message.length + 2 * MARGIN];
    Arrays.fill(amid, (byte) '"');
    System.arraycopy(message, 0, amid, MARGIN, message.length);
    Object alone = fresh.decode(message, 0, message.length);
    assertEquals(alone, kept.decode(amid, MARGIN, MARGIN + message.length));
    if (Oracle.read(message).isEmpty()) {
      assertEquals(fresh.decode(new byte[0], 0, 0), alone);
    }
  }
}
