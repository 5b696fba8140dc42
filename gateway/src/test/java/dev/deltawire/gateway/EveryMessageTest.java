package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Messages on the wire are judged alike by all dialects (PROTOCOLS 1.3). */
final class EveryMessageTest {

  private static final int MAX_BYTES = 4096;
  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways(SpokenDialect.each(".maxMessageBytes=" + MAX_BYTES));
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  private static Speaker connect(SpokenDialect dialect, String transport) throws Exception {
    return Speaker.connect(dialect, gateways.over(transport));
  }

  /** A good frame with something more in its envelope. */
  private static String withMember(SpokenDialect dialect, String member) {
    return "{" + member + "," + dialect.good.frame().substring(1);
  }

  /** A good frame with something more in its body. */
  private static String withField(SpokenDialect dialect, String field) {
    String body = "\"" + dialect.words.body() + "\":{";
    return dialect.good.frame().replace(body, body + field + ",");
  }

  private static String nested(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  @OnEveryDialect
  void x13_x70_aBinaryMessageCloses(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.peer().sendFrame(0x82, dialect.good.frame().getBytes(StandardCharsets.UTF_8));
    speaker.expectClose(1003, "text frames only");
  }

  @OnEveryDialect
  void x13_fragmentsAreOneMessage(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    byte[] frame = dialect.good.frame().getBytes(StandardCharsets.UTF_8);
    int middle = frame.length / 2;
    speaker.peer().sendFrame(0x01, Arrays.copyOf(frame, middle));
    speaker.peer().sendPing(new byte[] {1});
    speaker.peer().sendFrame(0x80, Arrays.copyOfRange(frame, middle, frame.length));
    assertEquals(0xA, speaker.peer().frame().opcode());
    String answer = speaker.peer().text();
    assertTrue(answer.startsWith(dialect.good.answer()), answer);
  }

  @OnEveryDialect
  void x14_x70_theLimitIsAcceptedAndMoreCloses(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    String frame = dialect.good.frame();
    String exact = frame + " ".repeat(MAX_BYTES - frame.length());
    speaker.assertGood(exact);
    speaker.send(exact + " ");
    speaker.expectClose(1009, "message too large");
  }

  @OnEveryDialect
  void x15_x70_invalidUtf8Closes(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.peer().sendFrame(0x81, new byte[] {'"', (byte) 0xC3, '"'});
    speaker.expectClose(1007, "invalid UTF-8");
  }

  @OnEveryDialect
  void x16_x70_anUnmaskedFrameCloses(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.peer().sendHex("81 02 7b 7d");
    assertEquals(1002, speaker.peer().frame().closeCode());
  }

  @OnEveryDialect
  void x17_whatIsNotStrictJsonIsMalformed(SpokenDialect dialect, String transport)
      throws Exception {
    String good = dialect.good.frame();
    Speaker first = connect(dialect, transport);
    for (String message : List.of("", " \n", "x", good + "x", good.replace("}}", "},}"))) {
      first.assertMalformed(message);
    }
    Speaker second = connect(dialect, transport);
    for (String message :
        List.of(
            good.substring(1),
            good.replace('"', '\''),
            "\uFEFF" + good,
            withMember(dialect, "\"x\":NaN"),
            withMember(dialect, "/**/\"x\":1"))) {
      second.assertMalformed(message);
    }
  }

  @OnEveryDialect
  void x18_theEnvelopeIsAnObjectWithItsMembers(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    String type = "\"" + dialect.words.type() + "\":";
    for (String message :
        List.of("[]", "null", "7", "\"x\"", "{}", "{" + type + "7}", "{" + type + "null}")) {
      speaker.assertMalformed(message);
    }
    String body = "\"" + dialect.words.body() + "\":";
    connect(dialect, transport)
        .assertMalformed(dialect.good.frame().replaceFirst(body + "\\{.*}}", body + "[]}"));
  }

  @OnEveryDialect
  void x19_level64IsAcceptedAndLevel65IsNot(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.assertGood(withMember(dialect, "\"y\":" + nested(63)));
    speaker.assertMalformed(withMember(dialect, "\"y\":" + nested(64)));
    speaker.assertGood(withField(dialect, "\"y\":" + nested(62)));
    speaker.assertMalformed(withField(dialect, "\"y\":" + nested(63)));
  }

  @OnEveryDialect
  void x20_repeatedNamesAreMalformed(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.assertMalformed(withMember(dialect, "\"y\":1,\"y\":1"));
    speaker.assertMalformed(withMember(dialect, "\"\\u0079\":1,\"y\":1"));
    speaker.assertMalformed(withField(dialect, "\"y\":1,\"y\":2"));
    speaker.assertGood(withField(dialect, "\"y\":{\"z\":1,\"z\":2}"));
  }

  @OnEveryDialect
  void x21_anUnpairedSurrogateIsMalformed(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.assertMalformed(withField(dialect, "\"y\":\"\\ud83d\""));
    speaker.assertMalformed(withField(dialect, "\"y\":[\"\\udd25\\ud83d\"]"));
    speaker.assertMalformed(withMember(dialect, "\"\\udd25\":1"));
    speaker.assertGood(withField(dialect, "\"y\":\"\\ud83d\\udd25\""));
  }

  @OnEveryDialect
  void x22_unknownFieldsAreIgnored(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.assertGood(withMember(dialect, "\"more\":{\"a\":[1,null]}"));
    speaker.assertGood(withField(dialect, "\"more\":[true]"));
  }

  @OnEveryDialect
  void x23_unknownAndServerOnlyTypesAreAnswered(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.exchange(dialect.serverOnly);
    speaker.exchange(dialect.good);
  }

  @OnEveryDialect
  void x24_aBadFieldIsAnswered(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.exchange(dialect.badField);
    speaker.exchange(dialect.good);
  }

  @OnEveryDialect
  void x25_x26_x70_theNinthErrorClosesInstead(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    for (int i = 0; i < 3; i++) {
      speaker.exchange(dialect.badField);
      speaker.exchange("x", dialect.words.malformed());
      speaker.exchange(dialect.good);
    }
    speaker.exchange(dialect.serverOnly);
    speaker.exchange(dialect.serverOnly);
    speaker.exchange(dialect.good);
    speaker.send("x");
    speaker.expectClose(1008, "too many protocol errors");
  }

  @OnEveryDialect
  void x27_anErrorQuotesLittleAndNoControls(SpokenDialect dialect, String transport)
      throws Exception {
    Speaker speaker = connect(dialect, transport);
    String controls = errorMessage(speaker, dialect, "\\u0007\\u001b");
    assertTrue(controls.contains("\uFFFD\uFFFD"), controls);
    String cut = errorMessage(speaker, dialect, "x".repeat(400));
    assertFalse(cut.contains("x".repeat(129)), cut);
  }

  /** The text of the error that a server-only type gets when it goes on like this. */
  private static String errorMessage(Speaker speaker, SpokenDialect dialect, String goesOn)
      throws Exception {
    String type = dialect.serverOnly.frame();
    speaker.send(type.substring(0, type.length() - 2) + goesOn + "\"}");
    Json answer = Json.of(speaker.peer().text());
    return answer.at(answer.has("error") ? "error" : "payload").text("message");
  }

  @OnEveryDialect
  void x28_nullIsAbsence(SpokenDialect dialect, String transport) throws Exception {
    Speaker speaker = connect(dialect, transport);
    speaker.exchange(dialect.good);
    String body = "\"" + dialect.words.body() + "\":";
    String absent = dialect.good.frame().replaceFirst("," + body + "\\{.*}}", "}");
    String nothing = dialect.good.frame().replaceFirst(body + "\\{.*}}", body + "null}");
    speaker.send(absent);
    String answer = speaker.peer().text();
    speaker.send(nothing);
    assertEquals(
        answer.replaceAll("\\d{10,}", "0"), speaker.peer().text().replaceAll("\\d{10,}", "0"));
  }
}
