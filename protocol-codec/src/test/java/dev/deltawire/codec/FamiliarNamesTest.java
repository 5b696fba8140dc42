package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is familiar is judged as what is not: a frame means the same whatever came before. */
final class FamiliarNamesTest {
  private static final List<String> FRAMES =
      List.of(
          "{\"id\":\"m1\",\"type\":\"chat.message\",\"payload\":{\"content\":\"What?\","
              + "\"conversationId\":\"5f0c2a5e\"},\"timestamp\":1705312800000}",
          "{\"id\":\"m2\",\"type\":\"chat.resume\",\"payload\":{\"conversationId\":\"5f0c2a5e\","
              + "\"offset\":17},\"timestamp\":1705312800001}",
          "{\"type\": \"ping\", \"payload\": {\"a\": [1, {\"b\": null}], \"cc\": -1.5e3}, \"i\": true}",
          "{\"type\":\"a\",\"id\":\"b\",\"payload\":{}}",
          "{\"payload\":{\"x\":{\"y\":1}},\"type\":\"t\"}",
          "{\"type\":\"t\",\"payload\":null}",
          "{\"type\":\"t\",\"type\":\"t\",\"payload\":{\"a\":1,\"a\":2}}",
          "{\"payload\":{\"a\":1},\"payload\":{\"b\":2},\"type\":\"t\"}",
          "{\"t\\u0079pe\":\"t\",\"p\\u0061yload\":{\"\\u0061\":1,\"a\":\"\\n\u00e9\"}}",
          "{\"type\":\"t\",\"aNameOfTwentyOneBytes\":1,\"aNameOfTwentyTwoBytes_\":2,"
              + "\"payload\":{\"aVeryLongNameThatIsNeverLearned\":3,\"d\":4}}",
          "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":10,"
              + "\"type\":\"t\",\"payload\":{\"a\":\"\"}}",
          "{}",
          "{ \"type\" : \"t\" , \"payload\" : { } }");

  /** Nothing of the others is familiar behind it. */
  private static final byte[] STRANGE = "{\"~\":0,\"payload\":{\"~\":0}}".getBytes(UTF_8);

  private final JsonScanner scanner = JsonScanner.ofFrames("type", "payload");

  @Test
  void framesMeanTheSameBehindAnyOther() {
    for (String before : FRAMES) {
      for (String frame : FRAMES) {
        assertSame(before.getBytes(UTF_8), frame.getBytes(UTF_8));
      }
    }
  }

  @Test
  void everyChangedByteOfAFamiliarFrameIsSeen() {
    for (String frame : FRAMES) {
      byte[] bytes = frame.getBytes(UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        for (char other : "\"\\,:{}[] a\u0080\u0000".toCharArray()) {
          byte[] changed = bytes.clone();
          changed[i] = (byte) other;
          assertSame(bytes, changed);
        }
      }
    }
  }

  @Test
  void whatIsBehindAFrameIsNotOfIt() {
    for (String frame : FRAMES) {
      byte[] bytes = frame.getBytes(UTF_8);
      for (int to = 0; to <= bytes.length; to++) {
        String alone = outcome(STRANGE, Arrays.copyOf(bytes, to), to);
        assertEquals(alone, outcome(bytes, bytes, to), frame + to);
      }
    }
  }

  @Test
  void theSameAgainIsFamiliar() {
    byte[] frame = FRAMES.get(0).getBytes(UTF_8);
    FamiliarNames names = FamiliarNames.ofFrames("type", "payload").get();
    outcome(STRANGE, frame, frame.length);
    int comma = FRAMES.get(0).indexOf(",\"type");
    int note = names.find(frame, comma, 1);
    assertEquals(",\"type\":".length(), FamiliarNames.length(note));
    assertEquals(FamiliarNames.DISCRIMINATOR, FamiliarNames.role(note));
    assertEquals(FamiliarNames.OTHER, names.find(frame, comma, 2));
    assertEquals(FamiliarNames.OTHER, names.find(frame, comma + 1, 1));
    assertTrue(names.ofBody().find(frame, FRAMES.get(0).indexOf("{\"content"), 0) != 0);
  }

  private void assertSame(byte[] before, byte[] frame) {
    String fresh = outcome(STRANGE, frame, frame.length);
    assertEquals(fresh, outcome(before, frame, frame.length), () -> new String(frame, UTF_8));
    assertEquals(fresh, outcome(frame, frame, frame.length), () -> new String(frame, UTF_8));
  }

  /** All that a scanner says of a frame that comes behind another one. */
  private String outcome(byte[] before, byte[] frame, int to) {
    scanner.scan(STRANGE, 0, STRANGE.length);
    scanner.scan(before, 0, before.length);
    if (!scanner.scan(frame, 0, to)) {
      return "malformed";
    }
    return scanner.discriminatorMember()
        + " "
        + scanner.bodyMember()
        + outcome(scanner.envelope())
        + outcome(scanner.body());
  }

  private static String outcome(JsonMembers members) {
    int[] spans =
        IntStream.range(0, members.count())
            .flatMap(i -> IntStream.of(members.valueFrom(i), members.valueTo(i)))
            .toArray();
    int[] found =
        IntStream.of(
                members.find(MemberName.of("type")),
                members.find(MemberName.of("a")),
                members.findLast(MemberName.of("conversationId")),
                members.find("offset"))
            .toArray();
    return Arrays.toString(spans) + Arrays.toString(found) + members.isUnique();
  }
}
