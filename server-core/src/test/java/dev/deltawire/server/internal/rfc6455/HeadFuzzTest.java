package dev.deltawire.server.internal.rfc6455;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.server.internal.rfc6455.HeadOracle.Outcome;
import dev.deltawire.server.internal.rfc6455.RequestHeadParser.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Random and damaged request heads: the parser and the {@link HeadOracle} come to the same, at the
 * same byte, and however the head is split. The properties of {@link MessageFuzzTest} hold here,
 * too.
 */
class HeadFuzzTest {

  private static final int HEADS = Integer.getInteger("deltawire.fuzz.streams", 100_000);
  private static final long SEED = Long.getLong("deltawire.fuzz.seed", 9112);
  private static final int MAX_BYTES = 220;

  private static final List<String> METHODS =
      List.of("GET", "GET", "GET", "HEAD", "OPTIONS", "POST", "g~");
  private static final List<String> TARGETS =
      List.of(
          "/",
          "/ws",
          "/ws?token=a%20b",
          "/",
          "*",
          "http://h/ws",
          "HTTPS://H:1?x",
          "http://other/",
          "ws");
  private static final List<String> VERSIONS =
      List.of(
          "1.1", "1.1", "1.1", "1.1", "1.1", "1.1", "1.1", "1.0", "1.0", "2.0", "1.x", "", "1.10");
  private static final List<String> LINES =
      List.of(
          "Upgrade: websocket",
          "Upgrade: h2c, WebSocket",
          "Connection: keep-alive, Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Content-Length: 0",
          "X: \t grüße \t",
          "X:",
          "Transfer-Encoding: gzip",
          "Transfer-Encoding: chunked",
          "Content-Length: 5",
          "Content-Length: +5",
          "Host: h",
          "host:H:1 ",
          "HOST: a,b",
          " folded",
          "no colon",
          ": nameless",
          "blank : x");

  /** How many of them are seldom a breach by themselves. */
  private static final int HARMLESS = 9;

  @Test
  @DisplayName("X-03 X-07 X-08: whatever comes, both come to the same at the same byte")
  void theParserComesToWhatTheOracleSays() {
    Random seeds = new Random(SEED);
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < HEADS; i++) {
      Random random = new Random(seeds.nextLong());
      byte[] wire = damaged(head(random), random);
      Outcome expected = HeadOracle.read(wire, MAX_BYTES);
      assertEquals(expected, parsed(wire, 1, random), () -> shown(wire));
      Outcome split = parsed(wire, wire.length, random);
      assertEquals(expected.status() + expected.head(), split.status() + split.head());
      statuses.merge(expected.status(), 1, Integer::sum);
    }
    for (int status : new int[] {0, 400, 431, 501, 505}) {
      assertTrue(statuses.getOrDefault(status, 0) > HEADS / 500, statuses::toString);
    }
  }

  private static Outcome parsed(byte[] wire, int mostAtOnce, Random random) {
    RequestHeadParser parser = new RequestHeadParser(MAX_BYTES);
    int at = 0;
    Progress progress = Progress.INCOMPLETE;
    while (progress == Progress.INCOMPLETE && at < wire.length) {
      int count = 1 + random.nextInt(Math.min(mostAtOnce, wire.length - at));
      progress = parser.parse(ByteBuffer.wrap(wire, at, count));
      at += count;
    }
    return switch (progress) {
      case INCOMPLETE -> new Outcome(0, "", at);
      case REFUSED -> new Outcome(parser.error().status(), "", at);
      case COMPLETE -> {
        RequestHead head = parser.head();
        String shown = head.method() + " " + head.target() + " " + head.http11();
        yield new Outcome(0, shown + " " + head.headers(), at);
      }
    };
  }

  private static String head(Random random) {
    StringBuilder head = new StringBuilder(random.nextInt(10) == 0 ? "\r\n" : "");
    head.append(one(METHODS, random)).append(' ').append(one(TARGETS, random)).append(" HTTP/");
    head.append(one(VERSIONS, random)).append("\r\n");
    head.append(random.nextInt(4) > 0 ? "Host: h\r\n" : "");
    for (int lines = random.nextInt(5); lines > 0; lines--) {
      int bound = random.nextInt(4) == 0 ? LINES.size() : HARMLESS;
      head.append(LINES.get(random.nextInt(bound))).append("\r\n");
    }
    return head.append("\r\n").append(random.nextInt(3) == 0 ? "GET /next" : "").toString();
  }

  private static byte[] damaged(String head, Random random) {
    StringBuilder text = new StringBuilder(head);
    for (int damages = random.nextInt(4) - 1; damages > 0; damages--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(256));
        case 1 -> text.insert(at, one(List.of(" ", "\t", "\r", "\n", "\0", ":", "#", "é"), random));
        case 2 -> text.deleteCharAt(at);
        case 3 -> text.setLength(at + 1);
        default -> text.insert(at, "x".repeat(random.nextInt(300)));
      }
      if (text.length() == 0) {
        text.append('G');
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static <T> T one(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static String shown(byte[] wire) {
    return new String(wire, StandardCharsets.ISO_8859_1).replace("\r", "\\r").replace("\n", "\\n");
  }
}
