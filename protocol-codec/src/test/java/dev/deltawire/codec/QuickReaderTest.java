package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

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
          QuickReaderTest::home,
          permutations(
              "\"id\":\"m1\"",
              "\"type\":\"chat.message\"",
              "\"payload\":" + payload,
              "\"timestamp\":1705312800000"));
      assertQuick(
          new ChatMessageReader()::read,
          QuickReaderTest::home,
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
          QuickReaderTest::chat,
          permutations("\"method\":\"messages.send\"", "\"params\":" + params));
    }
  }

  @Test
  void toolResults() {
    for (String block :
        permutations("\"type\":\"text\"", "\"text\":\"{\\\"line\\\":42,\\n\u00e9\"")) {
      for (String result :
          permutations("\"content\":[" + block + "," + block + "]", "\"isError\":false")) {
        for (String payload : permutations("\"callId\":\"call_7f3a\"", "\"result\":" + result)) {
          assertQuick(
              new ToolResultReader()::read,
              QuickReaderTest::agent,
              permutations("\"type\":\"tool_result\"", "\"payload\":" + payload));
        }
      }
    }
  }

  @Test
  void toolResultsOfLongTexts() {
    for (String text : List.of("a".repeat(9000), "\\n".repeat(9000), "a".repeat(5000) + "é")) {
      assertQuick(
          new ToolResultReader()::read,
          QuickReaderTest::agent,
          List.of(
              "{\"type\":\"tool_result\",\"payload\":{\"callId\":\"c\",\"result\":{\"content\":"
                  + "[{\"type\":\"text\",\"text\":\""
                  + text
                  + "\"}]}}}"));
    }
  }

  /** As JavaScript and as Python write it, read several times by the same reader. */
  private static void assertQuick(Reader quick, Reader any, List<String> frames) {
    for (String frame : frames) {
      assertQuick(quick, any, frame.getBytes(UTF_8));
      assertQuick(quick, any, (frame + "\r\n").getBytes(UTF_8));
      String python = frame.replace(",\"", ", \"").replace("\":", "\": ");
      assertQuick(quick, any, python.getBytes(UTF_8));
    }
  }

  private static void assertQuick(Reader quick, Reader any, byte[] frame) {
    Object read = quick.read(frame, 0, frame.length);
    assertNotNull(read, () -> new String(frame, UTF_8));
    assertEquals(any.read(frame, 0, frame.length), read);
  }

  private static Object home(byte[] buf, int from, int to) {
    return ((HomeInbound.Ok) HomeDecoder.create().decodeAny(buf, from, to, false)).frame();
  }

  private static Object chat(byte[] buf, int from, int to) {
    return ((ChatInbound.Ok) ChatDecoder.create().decodeAny(buf, from, to)).call();
  }

  private static Object agent(byte[] buf, int from, int to) {
    return ((AgentInbound.Ok) AgentDecoder.create().decodeAny(buf, from, to)).frame();
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
