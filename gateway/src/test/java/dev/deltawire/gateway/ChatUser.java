package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody on one socket of the chat dialect; tells replies from events (C-64). */
final class ChatUser {

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String username;
  private final RawPeer peer;
  private final Deque<Json> events = new ArrayDeque<>();

  private ChatUser(String username, RawPeer peer) {
    this.username = username;
    this.peer = peer;
  }

  /** The owner of a token; the hello has been read. */
  static ChatUser connect(GatewayServer server, String token) throws IOException {
    RawPeer peer = server.open("/api/ws?token=" + token);
    Json hello = Json.of(peer.text());
    assertEquals("events.hello", hello.text("method"), "c05");
    return new ChatUser(hello.text("params", "username"), peer);
  }

  /** A human of dev mode. */
  static ChatUser dev(GatewayServer server, String username) throws IOException {
    return connect(server, "dev:" + username);
  }

  /** A human of dev mode whom nobody has met before. */
  static ChatUser fresh(GatewayServer server) throws IOException {
    return dev(server, freshName());
  }

  static String freshName() {
    return "user" + NUMBERS.incrementAndGet();
  }

  /** The same human on one more socket. */
  ChatUser again(GatewayServer server) throws IOException {
    return dev(server, username);
  }

  String username() {
    return username;
  }

  RawPeer peer() {
    return peer;
  }

  /** Sends a call; {@code params} are the members, with single quotes for double ones. */
  void send(String method, String params) throws IOException {
    sendRaw(frame(method, params));
  }

  void sendRaw(String message) throws IOException {
    peer.sendText(message);
  }

  static String frame(String method, String params) {
    return "{\"method\":\"" + method + "\",\"params\":{" + params.replace('\'', '"') + "}}";
  }

  /** Calls and reads the result. */
  Json call(String method, String params) throws IOException {
    send(method, params);
    return result();
  }

  /** Calls and reads the failure as {@code code message}. */
  String fail(String method, String params) throws IOException {
    send(method, params);
    return failure();
  }

  Json result() throws IOException {
    Json reply = reply();
    if (!reply.bool("ok")) {
      throw new AssertionError("failed: " + reply);
    }
    return reply.at("result");
  }

  String failure() throws IOException {
    Json reply = reply();
    assertEquals(false, reply.bool("ok"), reply.toString());
    return reply.text("error", "code") + " " + reply.text("error", "message");
  }

  /** The next reply; events before it are kept. */
  Json reply() throws IOException {
    while (true) {
      Json frame = Json.of(peer.text());
      if (frame.has("ok")) {
        return frame;
      }
      events.add(frame);
    }
  }

  /** Drops the events that were kept. */
  void forget() {
    events.clear();
  }

  /** The next event, which must be the next frame if none was kept. */
  Json event() throws IOException {
    return events.isEmpty() ? Json.of(peer.text()) : events.poll();
  }

  /** The params of the next event, which has to be this one. */
  Json event(String method) throws IOException {
    Json event = event();
    if (!event.has("method") || !event.text("method").equals(method)) {
      throw new AssertionError("expected " + method + ", got " + event);
    }
    return event.at("params");
  }

  /** The params of the next event of this kind; those before it are dropped. */
  Json skipTo(String method) throws IOException {
    Json event = event();
    while (!event.has("method") || !event.text("method").equals(method)) {
      event = event();
    }
    return event.at("params");
  }

  /** Whatever was sent before has been read: the next frame is the reply to a ping (C-41). */
  void expectNothingMore() throws IOException {
    send("ping", "");
    Json reply = event();
    assertEquals("{\"ok\":true,\"result\":{\"ok\":true}}", reply.toString());
  }

  /** Starts a conversation and returns its id. */
  String start(String... others) throws IOException {
    String ids = "'" + String.join("','", others) + "'";
    return call("conversations.create", "'user_ids':[" + ids + "]").text("id");
  }

  /** Says something and returns the message's id; its event is left to be read. */
  String say(String conversation, String text) throws IOException {
    sendRaw(
        "{\"method\":\"messages.send\",\"params\":{\"conversation_id\":\""
            + conversation
            + "\",\"content\":"
            + Json.quoted(text)
            + "}}");
    return result().text("id");
  }

  /** Reads the deltas of a message and its end, and returns its text. */
  String readStream(String id) throws IOException {
    return readStream(id, 0);
  }

  /** The same from an offset on; checks C-18 and C-46 on the way. */
  String readStream(String id, long from) throws IOException {
    StringBuilder text = new StringBuilder();
    long offset = from;
    Json event = event();
    while (event.text("method").equals("events.messageDelta")) {
      assertEquals(id, event.text("params", "id"));
      String delta = event.text("params", "delta");
      text.append(delta);
      offset += delta.getBytes(UTF_8).length;
      assertEquals(offset, event.number("params", "offset"), "c18: running byte length");
      event = event();
    }
    assertEquals("events.messageComplete", event.text("method"), event.toString());
    assertEquals(id, event.text("params", "id"));
    return text.toString();
  }
}
