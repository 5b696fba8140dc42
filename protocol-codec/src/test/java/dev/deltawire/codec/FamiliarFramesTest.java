package dev.deltawire.codec;

import static dev.deltawire.codec.RandomFrame.member;
import static dev.deltawire.codec.RandomFrame.object;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is familiar is judged as what is not: a frame means the same whatever came before. */
final class FamiliarFramesTest {
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

  private static final int TEXTS = Integer.getInteger("deltawire.texts", 20_000);
  private static final long SEED = Long.getLong("deltawire.seed", 31);
  private static final int MARGIN = 9;
  private static final int BEFORE = 8;

  private final FamiliarFrames familiar = FamiliarFrames.ofNames("type", "payload");
  private final JsonScanner scanner = JsonScanner.ofFrames("type", "payload");

  @Test
  void framesMeanTheSameBehindAnyOther() {
    for (String before : FRAMES) {
      for (String frame : FRAMES) {
        assertMeansTheSame(before.getBytes(UTF_8), frame.getBytes(UTF_8));
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
          assertMeansTheSame(bytes, changed);
        }
      }
    }
  }

  @Test
  void whatIsBehindAFrameIsNotOfIt() {
    for (String frame : FRAMES) {
      byte[] bytes = frame.getBytes(UTF_8);
      for (int to = 0; to <= bytes.length; to++) {
        String alone = fresh(Arrays.copyOf(bytes, to), to);
        assertEquals(alone, outcome(bytes, bytes, to), frame + to);
      }
    }
  }

  @Test
  void theSameWithOtherValuesIsFamiliar() {
    familiar.forget();
    scan("{\"id\":\"m1\",\"type\":\"a\",\"payload\":{\"x\":1},\"y\":[]}");
    Seam first = familiar.first();
    scan("{\"id\":\"\\n\",\"type\":\"\",\"payload\":{\"x\":{\"z\":2}},\"y\":null}");
    for (Seam seam = first; seam != null; seam = seam.next) {
      assertNull(seam.other);
    }
    scan("{\"id\":1,\"type\":\"a\",\"payload\":{\"x\":1},\"y\":[]}");
    assertSame(first, familiar.first().other);
  }

  private void scan(String frame) {
    byte[] text = frame.getBytes(UTF_8);
    assertTrue(scanner.scan(text, 0, text.length));
  }

  @Test
  void generatedFramesMeanTheSameWhateverIsFamiliar() {
    RandomFrame source =
        new RandomFrame(
            SEED,
            member("id", "\"m1\"", "\"\"", "\"\\n\u00e9\"", "1", "null", "\"a", "\"\\ud800\""),
            member("type", "\"chat.message\"", "\"\"", "\"\\u0061\"", "1"),
            object(
                "payload",
                member("content", "\"What's the weather like?\"", "{\"a\":[]}", "[1", "tru", "01"),
                member("offset", "17", "-0", "1e5", "\"17\"", "[\"\\\"\",{}]", ".5")),
            member("timestamp", "1705312800000", "1.5", "-", "true", "null"));
    RandomJson mutator = new RandomJson(new SplittableRandom(SEED + 1));
    byte[][] before = new byte[BEFORE][];
    for (int n = 0; n < TEXTS / 2; n++) {
      byte[] frame = source.next();
      assertMeansTheSame(before, frame, n);
      assertMeansTheSame(before, mutator.mutate(frame), n);
      before[n % BEFORE] = frame;
    }
  }

  /** Amid other bytes, behind the frames before and itself. */
  private void assertMeansTheSame(byte[][] before, byte[] frame, int n) {
    int to = frame.length + MARGIN;
    byte[] amid = new byte[to + n % MARGIN];
    Arrays.fill(amid, (byte) "}\" {".charAt(n % 4));
    System.arraycopy(frame, 0, amid, MARGIN, frame.length);
    familiar.forget();
    String fresh = outcome(amid, MARGIN, to);
    assertEquals(fresh, outcome(amid, MARGIN, to), () -> new String(frame, UTF_8));
    for (int i = 0; i < BEFORE && before[i] != null; i++) {
      scanner.scan(before[i], 0, before[i].length);
    }
    assertEquals(fresh, outcome(amid, MARGIN, to), () -> new String(frame, UTF_8));
  }

  private void assertMeansTheSame(byte[] before, byte[] frame) {
    String fresh = fresh(frame, frame.length);
    assertEquals(fresh, outcome(before, frame, frame.length), () -> new String(frame, UTF_8));
    assertEquals(fresh, outcome(frame, frame, frame.length), () -> new String(frame, UTF_8));
  }

  /** All that a scanner says of a frame if none is familiar. */
  private String fresh(byte[] frame, int to) {
    familiar.forget();
    return outcome(frame, 0, to);
  }

  /** The same of a frame that comes behind another one. */
  private String outcome(byte[] before, byte[] frame, int to) {
    familiar.forget();
    scanner.scan(before, 0, before.length);
    return outcome(frame, 0, to);
  }

  private String outcome(byte[] frame, int from, int to) {
    if (!scanner.scan(frame, from, to)) {
      return "malformed";
    }
    return scanner.isObject()
        + " "
        + scanner.discriminatorMember()
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
