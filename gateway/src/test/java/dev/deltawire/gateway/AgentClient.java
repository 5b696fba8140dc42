package dev.deltawire.gateway;

import static dev.deltawire.gateway.HomeDevice.quoted;
import static dev.deltawire.gateway.HomeDevice.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A client of the agent dialect, as tests drive it. */
final class AgentClient {

  private static final int CLOSE = 0x8;

  private final RawPeer peer;

  AgentClient(RawPeer peer) {
    this.peer = peer;
  }

  RawPeer peer() {
    return peer;
  }

  /** What a client got of one turn. */
  record Received(List<String> frames, String text, String thinking, RawJsonView result) {

    String outcome() {
      return HomeDevice.text(result, "subtype");
    }

    String resultText() {
      return HomeDevice.text(result, "text");
    }
  }

  void send(String type, String payload) throws IOException {
    sendRaw("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  void sendRaw(String message) throws IOException {
    peer.sendText(message);
  }

  /** Gets a session; returns what {@code session_info} tells of it. */
  RawJsonView init(String payload) throws IOException {
    send("init", payload);
    RawJsonView info = payload("control");
    assertEquals("session_info", text(info, "action"));
    expect("{\"type\":\"control\",\"payload\":{\"action\":\"ready\"}}");
    return info.member("data").orElseThrow();
  }

  void say(String message) throws IOException {
    send("sdk_message", "{\"type\":\"user\",\"message\":" + quoted(message) + "}");
  }

  void control(String action) throws IOException {
    send("control", "{\"action\":\"" + action + "\"}");
  }

  void answer(String callId, String text) throws IOException {
    send(
        "tool_result",
        "{\"callId\":\"%s\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":%s}]}}"
            .formatted(callId, quoted(text)));
  }

  /** Reads a message. */
  String next() throws IOException {
    return peer.text();
  }

  /** Reads a message and expects exactly this one. */
  void expect(String message) throws IOException {
    assertEquals(message, next());
  }

  void expectText(String chunk) throws IOException {
    expect(
        "{\"type\":\"sdk_message\",\"payload\":{\"type\":\"assistant\",\"subtype\":\"text\","
            + "\"text\":"
            + quoted(chunk)
            + "}}");
  }

  void expectThinking(String chunk) throws IOException {
    expect(
        "{\"type\":\"sdk_message\",\"payload\":{\"type\":\"assistant\",\"subtype\":\"thinking\","
            + "\"thinking\":"
            + quoted(chunk)
            + "}}");
  }

  /** Reads a tool_use and the tool_call right behind it; returns their id. */
  String expectCall(String name, String input) throws IOException {
    String id = expectUse(name, input);
    expectCall(id, name, input);
    return id;
  }

  /** Reads a tool_use; returns its id. */
  String expectUse(String name, String input) throws IOException {
    RawJsonView use = payload("sdk_message");
    assertEquals("tool_use", text(use, "subtype"));
    assertEquals(name, text(use, "name"));
    assertEquals(input, use.member("input").orElseThrow().raw().toString());
    return text(use, "id");
  }

  void expectCall(String id, String name, String input) throws IOException {
    expect(
        "{\"type\":\"tool_call\",\"payload\":{\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}}"
            .formatted(id, name, input));
  }

  void expectError(String code, String message, String details) throws IOException {
    expect(
        "{\"type\":\"error\",\"payload\":{\"code\":\"%s\",\"message\":%s,\"details\":%s}}"
            .formatted(code, quoted(message), details));
  }

  void expectSessionError(String message) throws IOException {
    expectError("SESSION_ERROR", message, "{}");
  }

  /** Reads a message of this type. */
  RawJsonView payload(String type) throws IOException {
    RawJsonView envelope = RawJsonView.of(JsonText.parse(next()).orElseThrow());
    assertEquals(type, text(envelope, "type"), envelope.raw()::toString);
    return envelope.member("payload").orElseThrow();
  }

  /** Reads a turn to its result. */
  Received turn() throws IOException {
    List<String> frames = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    StringBuilder thinking = new StringBuilder();
    while (true) {
      String frame = next();
      frames.add(frame);
      RawJsonView envelope = RawJsonView.of(JsonText.parse(frame).orElseThrow());
      RawJsonView payload = envelope.member("payload").orElseThrow();
      if (text(envelope, "type").equals("result")) {
        return new Received(frames, text.toString(), thinking.toString(), payload);
      }
      payload.member("text").flatMap(RawJsonView::string).ifPresent(text::append);
      payload.member("thinking").flatMap(RawJsonView::string).ifPresent(thinking::append);
    }
  }

  /** Reads a turn; its chunks must add up to its result's text. */
  Received wholeTurn() throws IOException {
    Received turn = turn();
    assertEquals(turn.resultText(), turn.text());
    return turn;
  }

  /** Asks for an answer; whatever was sent before it has been read by the test. */
  void expectNothingMore() throws IOException {
    send("ping", "{\"timestamp\":77}");
    expect("{\"type\":\"pong\",\"payload\":{\"timestamp\":77}}");
  }

  /** Reads a close frame. */
  void expectClose(int code, String reason) throws IOException {
    expectClose(peer.frame(), code, reason);
  }

  /** Reads a close frame, and before it the text that was there by then. */
  void expectCloseBehindText(int code, String reason) throws IOException {
    WireFrame frame = peer.frame();
    while (frame.text().contains("\"sdk_message\"")) {
      frame = peer.frame();
    }
    expectClose(frame, code, reason);
  }

  private static void expectClose(WireFrame frame, int code, String reason) {
    assertEquals(CLOSE, frame.opcode(), frame::text);
    assertEquals(code + " " + reason, frame.closeCode() + " " + frame.closeReason());
  }

  /** A text that makes the engine play these steps; single quotes stand for double ones. */
  static String script(String steps) {
    return "#!script [" + steps.replace('\'', '"') + "]";
  }
}
