package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ordinary frames are read by their quick readers, whatever the order of their members. */
final class QuickReaderTest {
  private static final String UUID = "\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"";

  /** How a quick reader reads. */
  private interface Reader {
    Object read(byte[] buf, int from, int to);
  }

  @Test
  void chatMessages() {
    List<String> payloads =
        permutations(
            "\"content\":\"What's \\\"up\\\"? \u00e9\ud83d\ude00\"", "\"conversationId\":" + UUID);
    payloads.addAll(permutations("\"content\":\"What's up?\""));
    for (String payload : payloads) {
      assertQuick(
          new ChatMessageReader()::read,
          permutations(
              "\"id\":\"m1\"",
              "\"type\":\"chat.message\"",
              "\"payload\":" + payload,
              "\"timestamp\":1705312800000"));
      assertQuick(
          new ChatMessageReader()::read,
          permutations("\"type\":\"chat.message\"", "\"payload\":" + payload));
    }
  }

  @Test
  void sends() {
    for (String params :
        permutations(
            "\"conversation_id\":" + UUID,
            "\"content\":\"The quick brown fox\"",
            "\"client_msg_id\":\"c1\"",
            "\"reply_to_id\":" + UUID)) {
      assertQuick(
          new SendMessageReader()::read,
          permutations("\"method\":\"messages.send\"", "\"params\":" + params));
    }
  }

  /** As JavaScript and as Python write it, read several times by the same reader. */
  private static void assertQuick(Reader reader, List<String> frames) {
    for (String frame : frames) {
      Object compact = read(reader, frame);
      assertEquals(compact, read(reader, frame.replace(",\"", ", \"").replace("\":", "\": ")));
      assertEquals(compact, read(reader, frame + "\r\n"));
    }
  }

  private static Object read(Reader reader, String frame) {
    byte[] utf8 = frame.getBytes(UTF_8);
    Object read = reader.read(utf8, 0, utf8.length);
    assertEquals(true, read != null, frame);
    return read;
  }

  private static List<String> permutations(String... members) {
    List<String> objects = new ArrayList<>();
    permute(new ArrayList<>(), List.of(members), objects);
    return objects;
  }

  private static void permute(List<String> first, List<String> rest, List<String> objects) {
    if (rest.isEmpty()) {
      objects.add("{" + String.join(",", first) + "}");
    }
    for (String next : rest) {
      List<String> longer = new ArrayList<>(first);
      longer.add(next);
      permute(longer, rest.stream().filter(other -> !other.equals(next)).toList(), objects);
    }
  }
}
