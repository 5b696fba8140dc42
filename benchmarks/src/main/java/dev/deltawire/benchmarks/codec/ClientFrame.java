package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.codec.beans.ChatMessage;
import dev.deltawire.benchmarks.codec.beans.MessagesSend;
import dev.deltawire.benchmarks.codec.beans.ToolResult;

/** What clients send: the specification's examples, and a tool's result of 2 KiB. */
public enum ClientFrame {
  /** H-11. */
  CHAT_MESSAGE(
      "type",
      "payload",
      ChatMessage.class,
      "{\"id\":\"m1\",\"type\":\"chat.message\",\"payload\":{\"content\":\"What's the weather"
          + " like?\",\"conversationId\":\"5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10\"},"
          + "\"timestamp\":1705312800000}"),
  /** C-32, with 200 characters. */
  MESSAGES_SEND(
      "method",
      "params",
      MessagesSend.class,
      "{\"method\":\"messages.send\",\"params\":{\"conversation_id\":"
          + "\"0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f\",\"content\":\""
          + "The quick brown fox jumps over dogs. ".repeat(6).substring(0, 200)
          + "\",\"client_msg_id\":\"c1\"}}"),
  /** A-10, full of escapes. */
  TOOL_RESULT(
      "type",
      "payload",
      ToolResult.class,
      "{\"type\":\"tool_result\",\"payload\":{\"callId\":\"call_7f3a\",\"result\":{\"content\":"
          + "[{\"type\":\"text\",\"text\":\""
          + "{\\\"file\\\":\\\"src/Main.java\\\",\\\"line\\\":42,\\n\\t\\\"text\\\":\\\"é – ok\\\"}\\n"
              .repeat(26)
          + "\"}],\"isError\":false}}}");

  final String kindName;
  final String bodyName;
  final Class<?> bean;
  private final String text;

  ClientFrame(String kindName, String bodyName, Class<?> bean, String text) {
    this.kindName = kindName;
    this.bodyName = bodyName;
    this.bean = bean;
    this.text = text;
  }

  byte[] bytes() {
    return text.getBytes(UTF_8);
  }
}
