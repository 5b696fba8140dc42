package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.IntegrationInbound.Ok;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.model.integration.Capability;
import dev.deltawire.model.integration.DenialReason;
import dev.deltawire.model.integration.IntegrationClientFrame;
import dev.deltawire.model.integration.IntegrationClientFrame.Hello;
import dev.deltawire.model.integration.IntegrationClientFrame.RequestAccess;
import dev.deltawire.model.integration.IntegrationErrorCode;
import dev.deltawire.model.integration.IntegrationServerFrame;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessDenied;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessGranted;
import dev.deltawire.model.integration.IntegrationServerFrame.AccessPending;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationError;
import dev.deltawire.model.integration.IntegrationServerFrame.IntegrationEvent;
import dev.deltawire.model.integration.IntegrationServerFrame.Welcome;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of PROTOCOLS 2.2 and of the seed, line by line, in both directions. */
final class IntegrationGoldenFramesTest {
  private static final String REQUEST = "req_01HZXN5A";
  private static final List<AccessScope> SCOPES = List.of(AccessScope.REST_FULL);
  private static final List<String> LINES = lines();

  static Stream<Arguments> fromPrograms() {
    return Stream.of(
        Arguments.of("I-07", new Hello("com.example.deck", "Deck", "1.0.0")),
        Arguments.of("I-07", new Hello("lumia", "Lumia", "1.0.0")),
        Arguments.of("I-09", new RequestAccess("com.example.deck", "Deck", SCOPES)),
        Arguments.of("I-09", new RequestAccess("lumia", "Lumia", SCOPES)));
  }

  static Stream<Arguments> fromTheServer() {
    String key = "sk_live_xxxxxxx_xxxxxxx_xxxxxxx_xxxxxxxx";
    return Stream.of(
        Arguments.of("I-08", new Welcome(List.of(Capability.values()))),
        Arguments.of("I-10", new AccessPending(REQUEST)),
        Arguments.of("I-11", new AccessGranted(REQUEST, key, SCOPES, "mychannel")),
        Arguments.of("I-11", new AccessGranted(REQUEST, "sk_live_xxxxx", SCOPES, "mychannel")),
        Arguments.of("I-12", new AccessDenied(REQUEST, DenialReason.USER_DENIED)),
        Arguments.of(
            "I-13",
            new IntegrationError(
                IntegrationErrorCode.INVALID_SCOPE, "Unsupported scope: rest.write")),
        Arguments.of(
            "I-14",
            new IntegrationEvent(
                IntegrationEvent.TTS_AMPLITUDE,
                JsonText.parse("{\"soundAmplitudeValue\":0.3,\"animationId\":\"abc123\"}")
                    .orElseThrow())));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fromPrograms")
  void decodesTheExample(String row, IntegrationClientFrame frame) {
    String example =
        examples(row)
            .filter(json -> json.contains("\"clientId\":\"" + frame.clientId() + "\""))
            .findFirst()
            .orElseThrow();
    byte[] json = example.getBytes(UTF_8);
    Optional<String> introduced = Optional.of(frame.clientId());
    assertEquals(
        new Ok(frame), IntegrationDecoder.create().decode(json, 0, json.length, introduced));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fromTheServer")
  void encodesTheExample(String row, IntegrationServerFrame frame) {
    String json = encode(frame);
    assertTrue(examples(row).anyMatch(json::equals), json);
    assertTrue(JsonText.parse(json).isPresent());
  }

  @Test
  void everyExampleIsUsed() {
    List<String> rows =
        Stream.concat(fromPrograms(), fromTheServer()).map(a -> (String) a.get()[0]).toList();
    assertEquals(
        rows.stream().sorted().toList(), LINES.stream().map(l -> l.substring(0, 4)).toList());
  }

  @Test
  void i11_x28_anAbsentChannelNameIsLeftOut() {
    assertEquals(
        "{\"type\":\"access_granted\",\"payload\":{\"requestId\":\"req_01HZXN5A\","
            + "\"apiKey\":\"k\",\"scopes\":[\"rest.full\"]}}",
        encode(new AccessGranted(REQUEST, "k", SCOPES, null)));
  }

  @Test
  void i17_withoutReadinessTheThirdCapabilityIsMissing() {
    assertEquals(
        "{\"type\":\"welcome\",\"payload\":{\"capabilities\":[\"events\",\"state\"]}}",
        encode(new Welcome(List.of(Capability.EVENTS, Capability.STATE))));
  }

  private static String encode(IntegrationServerFrame frame) {
    JsonWriter writer = JsonWriter.create();
    IntegrationEncoder.encode(frame, writer);
    return new String(writer.toByteArray(), UTF_8);
  }

  private static Stream<String> examples(String row) {
    return LINES.stream().filter(l -> l.startsWith(row)).map(l -> l.substring(5));
  }

  private static List<String> lines() {
    String name = "integration-frames.txt";
    try (InputStream in = IntegrationGoldenFramesTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
