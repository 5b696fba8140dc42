package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame.Ping;
import dev.deltawire.model.agent.AgentClientFrame.ToolResult;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.ContentBlock;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A tool's result that is read in place says, and is refused for, what its record would. */
final class AnswerInPlaceTest {
  private static final int MUTATIONS = 60_000;
  private static final String TEXT = "{\"type\":\"text\",\"text\":\"done\"}";
  private static final String ESCAPED =
      "{\"note\":[1],\"text\":\""
          + "\\\"é–\\ud83d\\ude00\\n".repeat(20)
          + "\",\"type\":\"t\\u0065xt\"}";
  private static final String IMAGE =
      "{\"type\":\"image\",\"data\":\"AAAA\",\"mimeType\":\"image/png\"}";
  private static final String RESOURCE = "{\"type\":\"resource\",\"uri\":\"u\",\"text\":\"t\"}";

  private static final List<String> CONTENTS =
      List.of(
          "[]",
          "[ ]",
          "[" + TEXT + "]",
          " [ " + TEXT + " ] ",
          "[" + ESCAPED + "]",
          "[" + TEXT + " , " + ESCAPED + "]",
          "[" + IMAGE + "]",
          "[" + RESOURCE + "," + TEXT + "]",
          "[{\"type\":\"image\",\"text\":\"x\"}]",
          "[{\"type\":\"text\",\"text\":\"a\",\"text\":\"b\"}]",
          "[{\"type\":\"text\",\"text\":\"a\",\"text\":null}]",
          "[{\"type\":\"text\"}]",
          "[{\"type\":1,\"text\":\"a\"}]",
          "[{\"text\":\"a\"}]",
          "[{}]",
          "[" + TEXT + ",1]",
          "[" + TEXT + ",[{}]]",
          "[1," + TEXT + "]",
          "[[" + TEXT + "]]",
          "{}",
          "null");

  private final AgentDecoder kept = AgentDecoder.create();

  @Test
  void resultsOfEveryKind() {
    for (String content : CONTENTS) {
      for (String error : List.of("", ",\"isError\":true", ",\"isError\":null", ",\"isError\":1")) {
        for (String id : List.of("\"c\"", "\"\\u0063é\"", "\"\"", "7", "null")) {
          assertAlike(frame(id, content, error).getBytes(UTF_8));
        }
      }
    }
    assertAlike("{\"type\":\"tool_result\"}".getBytes(UTF_8));
    assertAlike("{\"type\":\"tool_result\",\"payload\":{\"callId\":\"c\"}}".getBytes(UTF_8));
    assertAlike(
        "{\"type\":\"tool_result\",\"payload\":{\"callId\":\"c\",\"result\":[]}}".getBytes(UTF_8));
  }

  @Test
  void x32_contentIsKeptAsItCame() {
    int read = 0;
    for (String content : CONTENTS) {
      byte[] utf8 = frame("\"c\"", content, "").getBytes(UTF_8);
      if (kept.decodeInPlace(utf8, 0, utf8.length) instanceof AgentInbound.Answer answer) {
        assertEquals(content.strip(), answer.json().toString());
        answer.letGo();
        read++;
      }
    }
    assertEquals(9, read);
  }

  @Test
  void mutatedResults() {
    RandomJson source = new RandomJson(new SplittableRandom(10));
    List<byte[]> valid =
        Stream.of("[" + TEXT + "]", "[" + ESCAPED + "]", "[" + IMAGE + "," + TEXT + "]")
            .map(content -> frame("\"call_7f3a\"", content, ",\"isError\":false").getBytes(UTF_8))
            .toList();
    for (int n = 0; n < MUTATIONS; n++) {
      assertAlike(source.mutate(valid.get(n % valid.size())));
    }
  }

  @Test
  void anAnswerIsToOneCall() {
    for (String id : List.of("call_7f3a", "c\\u0061ll_7f3a")) {
      byte[] utf8 = frame("\"" + id + "\"", "[" + TEXT + "]", "").getBytes(UTF_8);
      AgentInbound.Answer answer =
          assertInstanceOf(AgentInbound.Answer.class, kept.decodeInPlace(utf8, 0, utf8.length), id);
      assertTrue(answer.isTo("call_7f3a"));
      assertFalse(answer.isTo("call_7f3b"));
      assertFalse(answer.isTo("call_7f3"));
      assertEquals("call_7f3a", answer.callId());
      answer.letGo();
    }
  }

  @Test
  void nothingIsKeptOfAResultThatWasLetGoOrRefused() throws InterruptedException {
    for (String error : List.of("", ",\"isError\":1")) {
      WeakReference<byte[]> message = read(error);
      for (int i = 0; i < 100 && message.get() != null; i++) {
        System.gc();
        Thread.sleep(i);
      }
      assertNull(message.get(), error);
    }
  }

  private WeakReference<byte[]> read(String error) {
    byte[] utf8 = frame("\"c\"", "[" + ESCAPED + "]", error).getBytes(UTF_8);
    if (kept.decodeInPlace(utf8, 0, utf8.length) instanceof AgentInbound.Answer answer) {
      answer.letGo();
    }
    return new WeakReference<>(utf8);
  }

  private void assertAlike(byte[] message) {
    Object expected = plain(AgentDecoder.create().decode(message, 0, message.length));
    Object actual = plain(kept.decodeInPlace(message, 0, message.length));
    assertEquals(expected, actual, () -> new String(message, UTF_8));
  }

  private static String frame(String id, String content, String error) {
    return "{\"type\":\"tool_result\",\"payload\":{\"callId\":"
        + id
        + ",\"result\":{\"content\":"
        + content
        + error
        + "}}}";
  }

  /** What a message says: the same whether it was read in place or not. */
  static Object plain(AgentInbound inbound) {
    if (inbound instanceof AgentInbound.Answer answer) {
      List<Object> says =
          List.of(answer.callId(), answer.text(), blocks(answer.json()), answer.failed());
      answer.letGo();
      return says;
    }
    if (inbound instanceof AgentInbound.Ping ping) {
      JsonWriter pong = JsonWriter.create();
      ping.answer(pong);
      return new String(pong.toByteArray(), UTF_8);
    }
    return inbound instanceof AgentInbound.Ok ok ? plain(ok) : inbound;
  }

  private static List<ContentBlock> blocks(RawJson content) {
    byte[] utf8 = frame("\"c\"", content.toString(), "").getBytes(UTF_8);
    AgentInbound inbound = AgentDecoder.create().decode(utf8, 0, utf8.length);
    AgentInbound.Ok ok = assertInstanceOf(AgentInbound.Ok.class, inbound);
    return assertInstanceOf(ToolResult.class, ok.frame()).content();
  }

  private static Object plain(AgentInbound.Ok ok) {
    if (ok.frame() instanceof ToolResult result) {
      String text = ContentReader.texts(result.content());
      return List.of(result.callId(), text, result.content(), result.failed());
    }
    if (ok.frame() instanceof Ping ping) {
      JsonWriter pong = JsonWriter.create();
      AgentEncoder.encode(new AgentServerFrame.Pong(ping.timestamp()), pong);
      return new String(pong.toByteArray(), UTF_8);
    }
    return ok;
  }
}
