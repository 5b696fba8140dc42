package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.deltawire.codec.HomeInbound.Ok;
import dev.deltawire.codec.HomeInbound.Rejected;
import dev.deltawire.model.home.HomeClientFrame;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeClientFrame.NotificationAck;
import dev.deltawire.model.home.HomeClientFrame.NotificationList;
import dev.deltawire.model.home.HomeClientFrame.PingRequest;
import dev.deltawire.model.home.HomeClientFrame.WidgetSubscribe;
import dev.deltawire.model.home.NotificationStatus;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HomeDecoderTest {
  private static final String ID = "5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10";
  private static final UUID UUID_OF_ID = UUID.fromString(ID);
  private static final String EMOJI = "😀";

  private final HomeDecoder decoder = HomeDecoder.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{",
        "[]",
        "\"ping.request\"",
        "null",
        "{}",
        "{'type':'ping.request'}",
        "{\"type\":\"ping.request\"}x",
        "{\"type\":\"ping.request\",}",
        "\uFEFF{\"type\":\"ping.request\"}",
        "{\"type\":null}",
        "{\"type\":1}",
        "{\"type\":\"\"}",
        "{\"type\":{}}",
        "{\"type\":\"ping.request\",\"type\":\"ping.request\"}",
        "{\"type\":\"ping.request\",\"ty\\u0070e\":\"ping.request\"}",
        "{\"x\":1,\"type\":\"ping.request\",\"x\":1}",
        "{\"type\":\"ping.request\",\"payload\":{\"a\":1,\"\\u0061\":2}}",
        "{\"type\":\"ping.request\",\"p\\u0061yload\":{\"a\":1,\"a\":2}}",
        "{\"type\":\"ping.request\",\"payload\":[]}",
        "{\"type\":\"ping.request\",\"payload\":\"x\"}",
        "{\"type\":\"ping.request\",\"payload\":false}",
        "{\"type\":\"ping.request\",\"id\":1}",
        "{\"type\":\"ping.request\",\"id\":{}}",
        "{\"type\":\"ping.request\",\"timestamp\":\"1\"}",
        "{\"type\":\"ping.request\",\"timestamp\":true}",
        "{\"type\":\"ping.request\",\"id\":\"\\ud800\"}",
        "{\"type\":\"unknown.x\",\"payload\":1}",
        "{\"type\":\"chat.message\",\"id\":[]}"
      })
  void h44_malformedFrames(String message) {
    assertEquals(new Rejected("Invalid message format", null), decode(message));
  }

  @Test
  void x15_h44_invalidUtf8IsMalformed() {
    byte[] message = "{\"type\":\"ping.request\",\"id\":\"?\"}".getBytes(UTF_8);
    message[message.length - 3] = (byte) 0xFF;
    assertEquals(
        new Rejected("Invalid message format", null), decoder.decode(message, 0, message.length));
  }

  @Test
  void x19_level64IsAcceptedAndLevel65IsNot() {
    assertEquals(new Ok(new PingRequest(null)), decode(nested(63)));
    assertEquals(new Rejected("Invalid message format", null), decode(nested(64)));
    assertEquals(new Rejected("Invalid message format", null), decode("[".repeat(100_000)));
  }

  @Test
  void x20_deeperDownRepeatedNamesDoNoHarm() {
    assertEquals(
        new Ok(new PingRequest(null)),
        decode(
            "{\"type\":\"ping.request\",\"payload\":{\"a\":{\"b\":1,\"b\":2}},\"c\":{\"d\":1,\"d\":2}}"));
    assertEquals(
        new Ok(new PingRequest(null)),
        decode("{\"type\":\"ping.request\",\"payload\":{\"a\":1},\"x\":{\"a\":1,\"a\":2}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"ping.request\"}",
        " \r\n\t{ \"type\" : \"ping.request\" , \"payload\" : { } } ",
        "{\"type\":\"ping.request\",\"payload\":null,\"id\":null,\"timestamp\":null}",
        "{\"type\":\"ping.request\",\"timestamp\":1.5e300,\"deviceId\":{\"any\":[1]}}",
        "{\"type\":\"ping.request\",\"timestamp\":-1,\"deviceId\":7,\"more\":[],\"id\":null}",
        "{\"\\u0074ype\":\"ping\\u002erequest\",\"payload\":{\"unknown\":1}}"
      })
  void h07_x22_x28_whatAnEnvelopeMayHold(String message) {
    assertEquals(new Ok(new PingRequest(null)), decode(message));
  }

  @Test
  void h07_idsAndTypesAreCountedInCodePoints() {
    String id = EMOJI.repeat(127) + "\\ud83d\\ude00";
    assertEquals(
        new Ok(new PingRequest(EMOJI.repeat(128))),
        decode("{\"type\":\"ping.request\",\"id\":\"" + id + "\"}"));
    assertEquals(new Ok(new PingRequest("")), decode("{\"type\":\"ping.request\",\"id\":\"\"}"));
    assertEquals(
        new Ok(new PingRequest("a\\\"\\u0041")),
        decode("{\"type\":\"ping.request\",\"id\":\"a\\\\\\\"\\\\u0041\"}"));
    assertMalformed("{\"type\":\"ping.request\",\"id\":\"" + id + "x\"}");
    assertMalformed("{\"type\":\"" + "t".repeat(129) + "\"}");
    assertEquals(
        new Rejected("No handler for domain: " + "t".repeat(128), "t".repeat(128)),
        decode("{\"type\":\"" + "t".repeat(128) + "\"}"));
  }

  @ParameterizedTest
  @CsvSource({
    "unknown.something,unknown",
    "unknown,unknown",
    ".request,''",
    "Ping.request,Ping",
    "pingrequest,pingrequest",
    "a.b.c,a"
  })
  void h45_noHandlerForTheDomain(String type, String domain) {
    assertEquals(
        new Rejected("No handler for domain: " + domain, type),
        decode("{\"id\":\"1\",\"type\":\"" + type + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ping",
        "ping.",
        "ping.response",
        "ping.request.x",
        "chat.delta",
        "chat.Message",
        "notification.push",
        "media.play",
        "media",
        "plugin.widget-data",
        "plugin.widget"
      })
  void h46_x23_unknownAndServerOnlyTypes(String type) {
    assertEquals(
        new Rejected("Unknown message type: " + type, type), decode("{\"type\":\"" + type + "\"}"));
  }

  @Test
  void x27_controlCharactersAreReplacedInTheTextOnly() {
    assertEquals(
        new Rejected("Unknown message type: chat.\uFFFD\uFFFD\uFFFDé", "chat.\n\u007f\u0085é"),
        decode("{\"type\":\"chat.\\n\u007f\u0085é\"}"));
    assertEquals(
        new Rejected("No handler for domain: \uFFFD", "\0.x"), decode("{\"type\":\"\\u0000.x\"}"));
  }

  @Test
  void x27_quotesAtMost128CodePoints() {
    assertEquals(EMOJI.repeat(128), QuotedInput.of(EMOJI.repeat(129)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"content\":null}",
        "{\"content\":1}",
        "{\"content\":\"\"}",
        "{\"content\":\" \\n\\t\"}",
        "{\"content\":[\"x\"]}",
        "{\"content\":\"\",\"conversationId\":1}",
        "{\"Content\":\"x\"}"
      })
  void h47_h11_content(String payload) {
    assertInvalid("chat.message", payload, "content");
  }

  @Test
  void h11_contentOfAtMost65536Utf8Bytes() {
    String most = EMOJI.repeat(16_383) + "\\ud83d\\ude00";
    assertEquals(
        new ChatMessage(EMOJI.repeat(16_384), null),
        ok("chat.message", "{\"content\":\"" + most + "\"}"));
    assertInvalid("chat.message", "{\"content\":\"" + most + "\\n\"}", "content");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "\"\"",
        "\"uuid\"",
        "\"5f0c2a5e8f0b4c579d0e3b1f6a7c2d10\"",
        "\"" + ID + "0\"",
        "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1g\"",
        "\"5f0c2a5e-8f0b-4c57-9d0e_3b1f6a7c2d10\"",
        "\"{f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1}\"",
        "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d1 \"",
        "\"+f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"",
        "\"-f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\""
      })
  void h47_x30_uuids(String value) {
    assertInvalid(
        "chat.message", "{\"content\":\"x\",\"conversationId\":" + value + "}", "conversationId");
    assertInvalid(
        "chat.resume", "{\"offset\":-1,\"conversationId\":" + value + "}", "conversationId");
    assertInvalid("notification.ack", "{\"notificationId\":" + value + "}", "notificationId");
    assertInvalid("notification.read", "{\"notificationId\":" + value + "}", "notificationId");
  }

  @Test
  void x30_uuidsInAnyLetterCaseAndEscaped() {
    assertEquals(
        new NotificationAck(UUID_OF_ID),
        ok("notification.ack", "{\"notificationId\":\"" + upper() + "\"}"));
    assertEquals(
        new NotificationAck(UUID_OF_ID),
        ok("notification.ack", "{\"notificationId\":\"\\u0035" + ID.substring(1) + "\"}"));
    RandomGenerator random = new SplittableRandom(21);
    for (int n = 0; n < 1_000; n++) {
      UUID uuid = new UUID(random.nextLong(), random.nextLong());
      assertEquals(
          new NotificationAck(uuid),
          ok("notification.ack", "{\"notificationId\":\"" + uuid + "\"}"));
    }
  }

  @Test
  void x28_nullIdsCountAsAbsent() {
    assertEquals(
        new ChatMessage("x", null),
        ok("chat.message", "{\"content\":\"x\",\"conversationId\":null}"));
    assertInvalid("chat.resume", "{\"conversationId\":null}", "conversationId");
    assertInvalid("notification.ack", "{\"notificationId\":null}", "notificationId");
    assertInvalid("notification.read", "{}", "notificationId");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0",
    "9,9",
    "9.0,9",
    "9e0,9",
    "0.9e1,9",
    "90e-1,9",
    "-0,0",
    "0e999999999999,0",
    "null,0",
    "9007199254740991,9007199254740991",
    "9007199254740991.000,9007199254740991"
  })
  void h12_x29_offsets(String number, long offset) {
    assertEquals(
        new ChatResume(UUID_OF_ID, offset),
        ok("chat.resume", "{\"conversationId\":\"" + ID + "\",\"offset\":" + number + "}"));
  }

  @Test
  void h12_theOffsetMayBeMissing() {
    assertEquals(
        new ChatResume(UUID_OF_ID, 0), ok("chat.resume", "{\"conversationId\":\"" + ID + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "0.5",
        "9007199254740992",
        "1e16",
        "1e999999999",
        "1e-999999999",
        "\"9\"",
        "true",
        "[]",
        "{}",
        "90071992547409911e-1",
        "123456789012345678901234567890"
      })
  void h47_h12_offset(String number) {
    assertInvalid(
        "chat.resume", "{\"conversationId\":\"" + ID + "\",\"offset\":" + number + "}", "offset");
  }

  @Test
  void h20_statusIsPendingUnlessNamed() {
    assertEquals(new NotificationList(NotificationStatus.PENDING), ok("notification.list", "{}"));
    assertEquals(
        new NotificationList(NotificationStatus.PENDING),
        ok("notification.list", "{\"status\":null}"));
    for (NotificationStatus status : NotificationStatus.values()) {
      assertEquals(
          new NotificationList(status),
          ok("notification.list", "{\"status\":\"" + status.wireName() + "\"}"));
    }
    assertInvalid("notification.list", "{\"status\":\"PENDING\"}", "status");
    assertInvalid("notification.list", "{\"status\":\"\"}", "status");
    assertInvalid("notification.list", "{\"status\":0}", "status");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"slugs\":null}",
        "{\"slugs\":\"weather\"}",
        "{\"slugs\":[]}",
        "{\"slugs\":[ ]}",
        "{\"slugs\":[1]}",
        "{\"slugs\":[null]}",
        "{\"slugs\":[[\"weather\"]]}",
        "{\"slugs\":{\"a\":\"b\"}}",
        "{\"slugs\":[\"Weather\"]}",
        "{\"slugs\":[\"weather\",\"\"]}",
        "{\"slugs\":[\"a-\\\"]\"]}"
      })
  void h47_h22_slugs(String payload) {
    assertInvalid("plugin.widget.subscribe", payload, "slugs");
  }

  @Test
  void h22_oneTo64SlugsInTheirOrder() {
    assertEquals(
        new WidgetSubscribe(List.of("b", "a-1", "b")),
        ok("plugin.widget.subscribe", "{\"slugs\":[ \"b\" ,\"\\u0061-1\",\n\"b\"]}"));
    assertEquals(
        new WidgetSubscribe(Collections.nCopies(64, "s")),
        ok("plugin.widget.subscribe", slugs(64)));
    assertInvalid("plugin.widget.subscribe", slugs(65), "slugs");
    assertInvalid("plugin.widget.subscribe", "{\"slugs\":[\"" + "s".repeat(65) + "\"]}", "slugs");
  }

  @Test
  void x24_theFirstFieldInTheOrderOfItsRowIsNamed() {
    assertInvalid("chat.resume", "{\"offset\":-1}", "conversationId");
  }

  @Test
  void decodesSlicesOfALargerBuffer() {
    byte[] buffer = "}{\"type\":\"ping.request\",\"id\":\"7\"}\"}".getBytes(UTF_8);
    assertEquals(new Ok(new PingRequest("7")), decoder.decode(buffer, 1, buffer.length - 2));
  }

  @Test
  void mutatedFramesGiveAnAnswerAndNeverAnException() {
    RandomGenerator random = new SplittableRandom(22);
    RandomJson source = new RandomJson(random);
    List<String> frames =
        List.of(
            frame("chat.message", "{\"content\":\"hi é\",\"conversationId\":\"" + ID + "\"}"),
            frame("chat.resume", "{\"conversationId\":\"" + ID + "\",\"offset\":3e0}"),
            frame("plugin.widget.subscribe", slugs(3)),
            frame("notification.list", "{\"status\":\"sent\"}"));
    for (int n = 0; n < 100_000; n++) {
      byte[] message = source.mutate(frames.get(n % 4).getBytes(UTF_8));
      HomeInbound inbound = decoder.decode(message, 0, message.length);
      if (inbound instanceof Rejected rejected && !Oracle.read(message).isPresent()) {
        assertEquals("Invalid message format", rejected.message());
      }
      assertNotNull(inbound);
    }
  }

  private static String frame(String type, String payload) {
    return "{\"id\":\"m\",\"type\":\"" + type + "\",\"payload\":" + payload + "}";
  }

  private static String slugs(int count) {
    return "{\"slugs\":[" + String.join(",", Collections.nCopies(count, "\"s\"")) + "]}";
  }

  private static String nested(int arrays) {
    return "{\"type\":\"ping.request\",\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
  }

  private static String upper() {
    return ID.replace('a', 'A').replace('b', 'B').replace('f', 'F').replace('e', 'E');
  }

  private HomeInbound decode(String message) {
    byte[] bytes = message.getBytes(UTF_8);
    return decoder.decode(bytes, 0, bytes.length);
  }

  private HomeClientFrame ok(String type, String payload) {
    return assertInstanceOf(Ok.class, decode(frame(type, payload))).frame();
  }

  private void assertInvalid(String type, String payload, String field) {
    assertEquals(new Rejected("Invalid payload: " + field, type), decode(frame(type, payload)));
  }

  private void assertMalformed(String message) {
    assertEquals(new Rejected("Invalid message format", null), decode(message));
  }
}
