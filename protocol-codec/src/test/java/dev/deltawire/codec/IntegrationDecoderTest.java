package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.deltawire.codec.IntegrationInbound.Ok;
import dev.deltawire.codec.IntegrationInbound.Rejected;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.model.integration.IntegrationClientFrame.Hello;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationErrorCode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntegrationDecoderTest {
  private static final Optional<String> NOBODY = Optional.empty();
  private static final Optional<String> DECK = Optional.of("deck");
  private static final String SCOPES = "\"requestedScopes\":[\"rest.full\"]";

  private final IntegrationDecoder decoder = IntegrationDecoder.create();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "{}",
        "{'type':'hello'}",
        "{\"type\":\"hello\"}x",
        "\uFEFF{\"type\":\"hello\"}",
        "{\"type\":null}",
        "{\"type\":1}",
        "{\"type\":\"hello\",\"type\":\"hello\"}",
        "{\"type\":\"hello\",\"ty\\u0070e\":\"hello\"}",
        "{\"x\":1,\"type\":\"hello\",\"x\":1}",
        "{\"type\":\"hello\",\"payload\":{\"a\":1,\"\\u0061\":2}}",
        "{\"type\":\"hello\",\"payload\":[]}",
        "{\"type\":\"hello\",\"payload\":\"x\"}",
        "{\"type\":\"unknown\",\"payload\":false}",
        "{\"type\":\"hello\",\"x\":\"\\ud800\"}"
      })
  void i29_x17_x18_x20_x21_malformedFrames(String message) {
    assertRejected(IntegrationErrorCode.INVALID_MESSAGE, "Malformed message", message, DECK);
  }

  @Test
  void i29_x19_level65IsTooDeep() {
    assertRejected(
        IntegrationErrorCode.INVALID_MESSAGE,
        "Malformed message",
        "{\"type\":\"hello\",\"payload\":{\"a\":" + "[".repeat(63) + "]".repeat(63) + "}}",
        NOBODY);
    assertRejected(
        IntegrationErrorCode.INVALID_CLIENT_TYPE,
        "clientType must be integration",
        "{\"type\":\"hello\",\"payload\":{\"a\":" + "[".repeat(62) + "]".repeat(62) + "}}",
        NOBODY);
  }

  @Test
  void i07_helloWithDefaults() {
    assertEquals(new Ok(new Hello("deck", "deck", null)), hello("\"clientId\":\"deck\""));
    assertEquals(
        new Ok(new Hello("deck", "deck", null)),
        hello("\"clientId\":\"deck\",\"displayName\":null,\"version\":null"));
    assertEquals(
        new Ok(new Hello("a.B-c_9", "😀", "")),
        hello("\"clientId\":\"a.B-c_9\",\"displayName\":\"\\ud83d\\ude00\",\"version\":\"\""));
  }

  @Test
  void i07_i29_lengthsAreCountedInCodePoints() {
    String emoji = "😀".repeat(128);
    assertEquals(
        new Ok(new Hello("x", emoji, "v".repeat(64))),
        hello(
            "\"clientId\":\"x\",\"displayName\":\"%s\",\"version\":\"%s\""
                .formatted(emoji, "v".repeat(64))));
    assertCode(
        IntegrationErrorCode.INVALID_MESSAGE,
        hello("\"clientId\":\"x\",\"displayName\":\"" + emoji + "x\""));
    assertCode(
        IntegrationErrorCode.INVALID_MESSAGE,
        hello("\"clientId\":\"x\",\"version\":\"" + "v".repeat(65) + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"displayName\":\"\"",
        "\"displayName\":1",
        "\"displayName\":{}",
        "\"version\":1.0",
        "\"version\":[]"
      })
  void i29_namesAndVersionsOfAWrongTypeOrLength(String field) {
    String name = field.substring(1, field.indexOf('"', 1));
    assertRejected(
        IntegrationErrorCode.INVALID_MESSAGE,
        "Invalid field: " + name,
        "{\"type\":\"hello\",\"payload\":{" + field + "}}", // and a missing clientType, I-32
        NOBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"requestedScopes\":null}",
        "{\"requestedScopes\":\"rest.full\"}",
        "{\"requestedScopes\":[]}",
        "{\"requestedScopes\":[1]}",
        "{\"requestedScopes\":[\"rest.full\",null]}",
        "{\"requestedScopes\":[\"rest.full\",[\"rest.full\"]]}",
        "{\"requestedScopes\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\","
            + "\"\",\"\",\"\",\"\"]}"
      })
  void i09_i29_scopesThatAreNoArrayOf1To16Strings(String payload) {
    assertRejected(
        IntegrationErrorCode.INVALID_MESSAGE,
        "Invalid field: requestedScopes",
        "{\"type\":\"request_access\",\"payload\":" + payload + "}",
        NOBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Hello", "welcome", "access_granted", "error", "event", "", "hello.x", "hello "})
  void i30_x23_unknownAndServerTypes(String type) {
    assertRejected(
        IntegrationErrorCode.UNKNOWN_TYPE,
        "Unknown message type: " + type,
        "{\"type\":\"" + type + "\",\"payload\":{\"displayName\":1}}",
        NOBODY);
  }

  @Test
  void i30_x27_aQuotedTypeIsCutAndCleaned() {
    assertRejected(
        IntegrationErrorCode.UNKNOWN_TYPE,
        "Unknown message type: \uFFFD" + "x".repeat(127),
        "{\"type\":\"\\u001b" + "x".repeat(200) + "\"}",
        NOBODY);
  }

  @Test
  void i31_requestsBeforeHello() {
    assertCode(
        IntegrationErrorCode.MISSING_HELLO,
        decode("{\"type\":\"request_access\",\"payload\":{" + SCOPES + "}}", NOBODY));
    assertCode(
        IntegrationErrorCode.MISSING_HELLO,
        decode("{\"type\":\"request_access\",\"payload\":{\"requestedScopes\":[\"x\"]}}", NOBODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"clientType\":null,\"clientId\":\"deck\"}",
        "{\"clientType\":\"Integration\",\"clientId\":\"deck\"}",
        "{\"clientType\":7,\"clientId\":\"!\"}"
      })
  void i32_otherClientTypes(String payload) {
    assertRejected(
        IntegrationErrorCode.INVALID_CLIENT_TYPE,
        "clientType must be integration",
        "{\"type\":\"hello\",\"payload\":" + payload + "}",
        NOBODY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1",
        "\"\"",
        "\"-deck\"",
        "\"deck-\"",
        "\"a..b\"",
        "\"a b\"",
        "\"é\"",
        "\"deck\\n\""
      })
  void i33_malformedClientIds(String clientId) {
    assertCode(IntegrationErrorCode.INVALID_CLIENT_ID, hello("\"clientId\":" + clientId));
    assertCode(
        IntegrationErrorCode.INVALID_CLIENT_ID, request("\"clientId\":" + clientId + "," + SCOPES));
  }

  @Test
  void i33_missingTooLongAndDifferentClientIds() {
    assertCode(IntegrationErrorCode.INVALID_CLIENT_ID, hello("\"a\":1"));
    assertCode(IntegrationErrorCode.INVALID_CLIENT_ID, request(SCOPES));
    assertInstanceOf(Ok.class, hello("\"clientId\":\"" + "x".repeat(128) + "\""));
    assertCode(
        IntegrationErrorCode.INVALID_CLIENT_ID, hello("\"clientId\":\"" + "x".repeat(129) + "\""));
    assertCode(
        IntegrationErrorCode.INVALID_CLIENT_ID,
        request("\"clientId\":\"Deck\",\"requestedScopes\":[\"rest.write\"]"));
  }

  @Test
  void i34_theFirstUnsupportedScopeIsNamed() {
    assertEquals(
        new Rejected(IntegrationErrorCode.INVALID_SCOPE, "Unsupported scope: rest.write"),
        request("\"clientId\":\"deck\",\"requestedScopes\":[\"rest.full\",\"rest.write\",\"x\"]"));
  }

  @Test
  void i09_repeatedScopesCountOnce() {
    assertEquals(
        new Ok(new RequestAccess("deck", null, List.of(AccessScope.REST_FULL))),
        request("\"clientId\":\"deck\",\"requestedScopes\":[ \"rest.full\" ,\"rest\\u002efull\"]"));
    assertInstanceOf(
        Ok.class,
        request(
            "\"clientId\":\"deck\",\"requestedScopes\":["
                + String.join(",", Collections.nCopies(16, "\"rest.full\""))
                + "]"));
  }

  @Test
  void x22_unknownFieldsAreIgnored() {
    assertEquals(
        new Ok(new Hello("deck", "deck", null)),
        hello("\"clientId\":\"deck\",\"requestedScopes\":7,\"more\":{}"));
  }

  @Test
  void neverThrowsWhateverChanges() {
    byte[] message =
        "{\"type\":\"request_access\",\"payload\":{\"clientId\":\"deck\",\"requestedScopes\":[\"rest.full\"]}}"
            .getBytes(UTF_8);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 50_000; i++) {
      byte[] changed = message.clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      int to = random.nextInt(changed.length + 1);
      assertNotNull(decoder.decode(changed, random.nextInt(to + 1), to, DECK));
    }
  }

  private IntegrationInbound hello(String fields) {
    return decode(
        "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\"," + fields + "}}", NOBODY);
  }

  private IntegrationInbound request(String fields) {
    return decode("{\"type\":\"request_access\",\"payload\":{" + fields + "}}", DECK);
  }

  private void assertRejected(
      IntegrationErrorCode code, String text, String message, Optional<String> introduced) {
    assertEquals(new Rejected(code, text), decode(message, introduced));
  }

  private static void assertCode(IntegrationErrorCode code, IntegrationInbound inbound) {
    assertEquals(code, assertInstanceOf(Rejected.class, inbound).code());
  }

  private IntegrationInbound decode(String message, Optional<String> introduced) {
    byte[] padded = ("##" + message + "##").getBytes(UTF_8);
    return decoder.decode(padded, 2, padded.length - 2, introduced);
  }
}
