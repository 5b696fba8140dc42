package dev.deltawire.gateway.rehearsal;

import static dev.deltawire.gateway.rehearsal.MaskedFrame.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is said in a rehearsal: what peers say every day, and what ends a connection. */
final class Repertoire {

  /** What is said in one go, and how many frames answer it. */
  static final class Act {
    private final byte[] said;
    private final int answers;
    private final String type;

    Act(byte[] said, int answers) {
      this(said, answers, "");
    }

    /** Only frames with {@code type} in them are answers. */
    Act(byte[] said, int answers, String type) {
      this.said = said;
      this.answers = answers;
      this.type = type;
    }

    byte[] said() {
      return said;
    }

    int answers() {
      return answers;
    }

    boolean isAnswer(byte[] payload) {
      return new String(payload, StandardCharsets.US_ASCII).contains(type);
    }
  }

  private static final int TEXT = 0x81;
  private static final int TEXT_TO_BE_CONTINUED = 0x01;
  private static final int LAST_CONTINUATION = 0x80;
  private static final int CLOSE = 0x88;
  private static final int PING = 0x89;

  private static final String QUESTION = "{\"id\":\"1\",\"type\":\"ping.request\",\"payload\":{}}";
  private static final int QUESTIONS = 64;

  /** Fewer than a server takes for a flood. */
  private static final int PINGS = 200;

  private static final int MEMBERS = 2000;
  private static final String LONG = " ".repeat(100_000);
  private static final String TOO_LONG = " ".repeat(300_000);

  static final Act ONE_QUESTION = new Act(frame(TEXT, QUESTION), 1);

  private static final Act QUESTIONS_AT_ONCE =
      new Act(repeated(frame(TEXT, QUESTION), QUESTIONS), QUESTIONS);
  private static final Act PINGS_AT_ONCE = new Act(repeated(frame(PING, "12345678"), PINGS), PINGS);
  private static final Act MANY_MEMBERS = new Act(frame(TEXT, manyMembers()), 1);
  private static final Act WORDS = reply("word ".repeat(4000));
  private static final Act LONG_PIECES =
      reply("#!script [{\\\"repeat\\\":2,\\\"say\\\":\\\"" + "x".repeat(60_000) + "\\\"}]");
  private static final Act NO_JSON =
      new Act(joined(frame(TEXT_TO_BE_CONTINUED, LONG), frame(LAST_CONTINUATION, "{")), 1);

  /** What a connection goes on after. */
  static final List<Act> ACTS =
      List.of(
          QUESTIONS_AT_ONCE,
          PINGS_AT_ONCE,
          MANY_MEMBERS,
          WORDS,
          LONG_PIECES,
          NO_JSON,
          QUESTIONS_AT_ONCE);

  /** What none goes on after: a farewell, 1009, and a message that will never be whole. */
  static final List<Act> ENDS =
      List.of(
          new Act(frame(CLOSE, ""), 1),
          new Act(frame(TEXT_TO_BE_CONTINUED, TOO_LONG), 1),
          new Act(frame(TEXT_TO_BE_CONTINUED, LONG), 0));

  /** A plain request that nothing answers but 404. */
  static final byte[] REQUEST =
      ("POST /rehearsal HTTP/1.1\r\nHost: rehearsal\r\nConnection: close\r\nContent-Length: "
              + LONG.length()
              + "\r\n\r\n"
              + LONG)
          .getBytes(StandardCharsets.US_ASCII);

  private Repertoire() {}

  /** A message that a reply answers, whatever parts it comes in. */
  private static Act reply(String escaped) {
    String message = "{\"type\":\"chat.message\",\"payload\":{\"content\":\"" + escaped + "\"}}";
    return new Act(frame(TEXT, message), 1, "\"chat.done\"");
  }

  private static String manyMembers() {
    StringBuilder object = new StringBuilder("{\"id\":\"1\",\"type\":\"ping.request\"");
    for (int i = 0; i < MEMBERS; i++) {
      object.append(",\"member").append(i).append("\":").append(i);
    }
    return object.append('}').toString();
  }

  private static byte[] repeated(byte[] bytes, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(first);
    both.writeBytes(second);
    return both.toByteArray();
  }
}
