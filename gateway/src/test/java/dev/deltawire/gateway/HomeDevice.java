package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;

/** A device of the household, as tests drive it. */
final class HomeDevice {

  private static final int CLOSE = 0x8;

  private final RawPeer peer;

  HomeDevice(RawPeer peer) {
    this.peer = peer;
  }

  RawPeer peer() {
    return peer;
  }

  void send(String type, String payload) throws IOException {
    sendRaw("{\"id\":\"x\",\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  void sendRaw(String message) throws IOException {
    peer.sendText(message);
  }

  /** Says something in a new conversation, and returns its id, which the server tells at once. */
  String say(String text) throws IOException {
    send("chat.message", "{\"content\":" + quoted(text) + "}");
    RawJsonView told = payload("chat.delta");
    assertEquals("", text(told, "content"), "h30: the first delta is empty");
    return text(told, "conversationId");
  }

  void sayOn(String conversation, String text) throws IOException {
    send(
        "chat.message",
        "{\"content\":" + quoted(text) + ",\"conversationId\":\"" + conversation + "\"}");
  }

  void resume(String conversation, long offset) throws IOException {
    send("chat.resume", "{\"conversationId\":\"" + conversation + "\",\"offset\":" + offset + "}");
  }

  /** Reads a message. */
  String next() throws IOException {
    return peer.text();
  }

  /** Reads a message and expects exactly this one. */
  void expect(String message) throws IOException {
    assertEquals(message, next());
  }

  void expectDelta(String conversation, String text) throws IOException {
    expect(
        "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\""
            + conversation
            + "\",\"content\":"
            + quoted(text)
            + ",\"role\":\"assistant\"}}");
  }

  void expectTool(String conversation, String tool, String status) throws IOException {
    expect(
        "{\"type\":\"chat.tool_call\",\"payload\":{\"conversationId\":\""
            + conversation
            + "\",\"toolName\":\""
            + tool
            + "\",\"status\":\""
            + status
            + "\"}}");
  }

  void expectChatError(String conversation, String error) throws IOException {
    expect(
        "{\"type\":\"chat.error\",\"payload\":{\"conversationId\":\""
            + conversation
            + "\",\"error\":\""
            + error
            + "\"}}");
  }

  /** Reads the end of a reply, and returns the message's id. */
  String expectDone(String conversation) throws IOException {
    RawJsonView done = payload("chat.done");
    assertEquals(conversation, text(done, "conversationId"));
    return text(done, "messageId");
  }

  void expectError(String message, String originalType) throws IOException {
    expect(
        "{\"type\":\"error\",\"payload\":{\"message\":"
            + quoted(message)
            + (originalType == null ? "" : ",\"originalType\":" + quoted(originalType))
            + "}}");
  }

  /** Reads a message of this type, which has no envelope members but type and payload (H-08). */
  RawJsonView payload(String type) throws IOException {
    String message = next();
    RawJsonView envelope = RawJsonView.of(JsonText.parse(message).orElseThrow());
    assertEquals(type, text(envelope, "type"), message);
    assertEquals(2, envelope.names().size(), message);
    return envelope.member("payload").orElseThrow();
  }

  /** Reads the deltas of a stream and its end, and returns their text. */
  String readReply(String conversation) throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      RawJsonView envelope = RawJsonView.of(JsonText.parse(next()).orElseThrow());
      RawJsonView payload = envelope.member("payload").orElseThrow();
      assertEquals(conversation, text(payload, "conversationId"));
      if (text(envelope, "type").equals("chat.done")) {
        return text.toString();
      }
      assertEquals("chat.delta", text(envelope, "type"));
      text.append(text(payload, "content"));
    }
  }

  /** Asks for an answer; whatever was sent before it has been read by the test (H-28). */
  void expectNothingMore() throws IOException {
    sendRaw("{\"id\":\"end\",\"type\":\"ping.request\"}");
    String answer = next();
    assertTrue(answer.startsWith("{\"id\":\"end\",\"type\":\"ping.response\""), answer);
  }

  /** Reads a close frame. */
  void expectClose(int code, String reason) throws IOException {
    WireFrame frame = peer.frame();
    assertEquals(CLOSE, frame.opcode(), frame::text);
    assertEquals(code + " " + reason, frame.closeCode() + " " + frame.closeReason());
  }

  static String text(RawJsonView object, String member) {
    return object.member(member).flatMap(RawJsonView::string).orElseThrow();
  }

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
