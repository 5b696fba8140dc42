package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.tck.RawPeer;
import dev.deltawire.tck.WireFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One socket of an agent, as tests drive it. */
final class MessengerPeer {

  private static final int TEXT = 0x1;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;

  private final RawPeer peer;
  private final List<byte[]> unanswered = new ArrayList<>();
  private boolean answering;

  MessengerPeer(RawPeer peer) {
    this.peer = peer;
  }

  RawPeer raw() {
    return peer;
  }

  /** From now on pings are answered as they are read. */
  MessengerPeer answering() {
    answering = true;
    return this;
  }

  void send(String type, String payload) throws IOException {
    peer.sendText("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  void sendRaw(String message) throws IOException {
    peer.sendText(message);
  }

  /** Reads a text or close frame. */
  WireFrame frame() throws IOException {
    WireFrame frame = peer.frame();
    while (frame.opcode() == PING) {
      if (answering) {
        peer.sendPong(frame.payload());
      } else {
        unanswered.add(frame.payload());
      }
      frame = peer.frame();
    }
    return frame;
  }

  /** Waits for a ping, which is not answered, and returns its payload. */
  byte[] ping() throws IOException {
    if (unanswered.isEmpty()) {
      WireFrame frame = peer.frame();
      assertEquals(PING, frame.opcode(), frame::text);
      return frame.payload();
    }
    return unanswered.remove(0);
  }

  String next() throws IOException {
    WireFrame frame = frame();
    assertEquals(TEXT, frame.opcode(), frame::toString);
    return frame.text();
  }

  void expect(String message) throws IOException {
    assertEquals(message, next());
  }

  /** Reads a frame of this type; returns its payload. */
  Json payload(String type) throws IOException {
    String message = next();
    assertEquals(type, Json.of(message).text("type"), message);
    return Json.of(message).at("payload");
  }

  /** Reads a delivery of this text; returns its payload. */
  Json message(String text) throws IOException {
    Json message = payload("message.new");
    assertEquals(text, message.text("content", "text"));
    return message;
  }

  void expectError(String code) throws IOException {
    assertEquals(code, payload("error").text("code"));
  }

  void expectPresence(String handle, String status) throws IOException {
    Json presence = payload("presence.update");
    assertEquals(handle + " " + status, presence.text("handle") + " " + presence.text("status"));
  }

  void expectClose(int code, String reason) throws IOException {
    WireFrame frame = frame();
    assertEquals(CLOSE, frame.opcode(), frame::text);
    assertEquals(code + " " + reason, frame.closeCode() + " " + frame.closeReason());
  }

  /** Asks for an answer; whatever was sent before it has been read by the test. */
  void expectNothingMore() throws IOException {
    send("message.send", "{}");
    String answer = next();
    assertTrue(answer.contains("UNSUPPORTED_ACTION"), answer);
  }

  /** Ends the connection without a word. */
  void cut() throws IOException {
    peer.reset();
  }

  void leave() throws IOException {
    peer.sendClose(1000, "");
    assertTrue(peer.ends());
    peer.close();
  }
}
