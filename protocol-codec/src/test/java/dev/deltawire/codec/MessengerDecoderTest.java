package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.MessengerInbound.Ok;
import dev.deltawire.codec.MessengerInbound.Rejected;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerClientFrame.Hello;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.ReadThrough;
import dev.deltawire.model.messenger.MessengerClientFrame.TypingStart;
import dev.deltawire.model.messenger.PresenceStatus;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MessengerDecoderTest {
  private final MessengerDecoder decoder = MessengerDecoder.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "{\"type\":1}",
        "{\"type\":\"hello\",\"payload\":[]}",
        "{\"type\":\"hello\",\"type\":\"hello\"}",
        "{\"type\":\"hello\",\"payload\":{\"token\":\"a\",\"token\":\"b\"}}",
        "{\"type\":\"hello\"} {}",
        "{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\"\\ud800\"}}"
      })
  void m08_m52_malformedFrames(String message) {
    assertInvalid(decode(message));
  }

  @Test
  void m08_anAbsentPayloadIsEmpty() {
    assertEquals(new Ok(new Hello("k")), decode("{\"type\":\"hello\",\"token\":\"k\"}"));
    assertEquals(
        new Ok(new Hello("k")), decode("{\"type\":\"hello\",\"token\":\"k\",\"payload\":null}"));
    assertInvalid(decode("{\"type\":\"typing.start\"}"));
    assertEquals(
        new Ok(new TypingStart("conv_x")),
        decode("{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\"conv_x\",\"x\":1}}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'token':'a','api_key':'b','payload':{'token':'c','api_key':'d'}|a",
        "'api_key':'b','payload':{'token':'c','api_key':'d'}|b",
        "'payload':{'api_key':'d','token':'c'}|c",
        "'payload':{'api_key':'d'}|d",
        "'token':null,'api_key':'b'|b",
        "'token':'','api_key':'b'|''",
        "'token':7,'api_key':'b'|''",
        "'payload':{}|''"
      })
  void m10_theKeyThatIsFoundFirstCounts(String members, String key) {
    String json = "{\"type\":\"hello\"," + members.replace('\'', '"') + "}";
    Ok ok = assertInstanceOf(Ok.class, decode(json));
    assertEquals(key.equals("''") ? "" : key, assertInstanceOf(Hello.class, ok.frame()).key());
  }

  @Test
  void m10_aKeyHasAtMost256CodePoints() {
    assertEquals(new Ok(new Hello("k".repeat(256))), hello("k".repeat(256)));
    assertEquals(new Ok(new Hello("")), hello("k".repeat(257)));
  }

  @Test
  void m20_withThroughSeqTheMessageIdIsIgnored() {
    assertEquals(
        new Ok(new ReadThrough("conv_x", 3)),
        payload(
            "message.read_ack",
            "{\"conversation_id\":\"conv_x\",\"through_seq\":3.0,\"message_id\":7}"));
    assertEquals(
        new Ok(new ReadMessage("msg_x")),
        payload("message.read_ack", "{\"through_seq\":null,\"message_id\":\"msg_x\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"conversation_id\":\"conv_x\"}",
        "{\"through_seq\":1}",
        "{\"conversation_id\":\"conv_x\",\"through_seq\":-1}",
        "{\"conversation_id\":\"conv_x\",\"through_seq\":1.5}",
        "{\"conversation_id\":\"conv_x\",\"through_seq\":\"1\"}",
        "{\"conversation_id\":7,\"through_seq\":1}",
        "{\"message_id\":7}"
      })
  void m20_m52_whatIsNoReadAck(String payload) {
    assertInvalid(payload("message.read_ack", payload));
  }

  @Test
  void m21_nullClearsTheCustomMessageAndAbsenceLeavesIt() {
    assertEquals(presence(Optional.empty()), payload("presence.update", "{\"status\":\"busy\"}"));
    assertEquals(
        presence(Optional.of(CustomMessage.NONE)),
        payload("presence.update", "{\"status\":\"busy\",\"custom_message\":null}"));
    assertEquals(
        presence(Optional.of(new CustomMessage(""))),
        payload("presence.update", "{\"status\":\"busy\",\"custom_message\":\"\"}"));
    assertInvalid(payload("presence.update", "{\"status\":\"away\"}"));
    assertInvalid(payload("presence.update", "{\"custom_message\":\"x\"}"));
    assertInvalid(
        payload(
            "presence.update",
            "{\"status\":\"busy\",\"custom_message\":\"" + "m".repeat(201) + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "message.new", "hello.ok", "message.read", "group.deleted"})
  void m53_unknownAndServerOnlyTypes(String type) {
    Rejected rejected = assertInstanceOf(Rejected.class, payload(type, "{}"));
    assertEquals(ErrorCode.UNSUPPORTED_ACTION, rejected.error().code());
    assertEquals("unknown type: " + type, rejected.error().message());
    assertTrue(rejected.counts(), "X-26");
  }

  @Test
  void x25_noBytesMakeItThrow() {
    SplittableRandom random = new SplittableRandom(6);
    byte[] valid =
        ("{\"type\":\"message.read_ack\",\"payload\":"
                + "{\"conversation_id\":\"conv_x\",\"through_seq\":3}}")
            .getBytes(UTF_8);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = valid.clone();
      for (int change = 0; change <= n % 3; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      assertNotNull(decoder.decode(bytes, 0, bytes.length));
    }
  }

  private static Ok presence(Optional<CustomMessage> message) {
    return new Ok(new PresenceUpdate(PresenceStatus.BUSY, message));
  }

  private MessengerInbound hello(String key) {
    return decode("{\"type\":\"hello\",\"token\":\"" + key + "\"}");
  }

  private MessengerInbound payload(String type, String payload) {
    return decode("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  private MessengerInbound decode(String message) {
    byte[] json = message.getBytes(UTF_8);
    return decoder.decode(json, 0, json.length);
  }

  private static void assertInvalid(MessengerInbound inbound) {
    Rejected rejected = assertInstanceOf(Rejected.class, inbound);
    assertEquals(ErrorCode.VALIDATION_ERROR, rejected.error().code());
    assertTrue(rejected.counts(), "X-26");
  }
}
