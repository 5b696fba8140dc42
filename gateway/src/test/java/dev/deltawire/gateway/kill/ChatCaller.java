package dev.deltawire.gateway.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Outside;
import dev.deltawire.gateway.outside.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One account of {@code chat}, in developer mode, over HTTP and over a socket of its own. */
final class ChatCaller implements AutoCloseable {

  private static final int PAGE = 200;

  private final Outside gateway;
  private final String token;
  private final Wire wire;

  private ChatCaller(Outside gateway, String username) throws IOException {
    this.gateway = gateway;
    this.token = "dev:" + username;
    this.wire = gateway.open("/api/ws?token=" + token);
  }

  /** Connects, which makes the account (C-03). */
  static ChatCaller connect(Outside gateway, String username) throws IOException {
    return new ChatCaller(gateway, username);
  }

  /** Calls over HTTP and returns the result (C-59). */
  Json post(String method, String params) throws IOException {
    return gateway.post("/api/" + method, token, params).expect(200).json().at("result");
  }

  /** Calls over the socket and returns the result; events before it are passed over (C-09). */
  Json call(String method, String params) throws IOException {
    wire.send("{\"method\":\"%s\",\"params\":%s}".formatted(method, params));
    Json frame = wire.next();
    while (!frame.has("ok")) {
      frame = wire.next();
    }
    assertTrue(frame.bool("ok"), frame::toString);
    return frame.at("result");
  }

  /** The next event of this name; others are passed over. */
  Json event(String name) throws IOException {
    Json frame = wire.next();
    while (!frame.has("method") || !frame.text("method").equals("events." + name)) {
      frame = wire.next();
    }
    return frame.at("params");
  }

  /** Receives an agent's message to its end (C-44), and returns it. */
  Json receive(String id, StreamedText reply) throws IOException {
    Json frame = wire.next();
    while (!isOf(frame, "messageComplete", id)) {
      if (isOf(frame, "messageDelta", id)) {
        reply.received(frame.text("params", "delta"));
      }
      frame = wire.next();
    }
    return frame.at("params");
  }

  private static boolean isOf(Json frame, String event, String id) {
    return frame.has("method")
        && frame.text("method").equals("events." + event)
        && frame.text("params", "id").equals(id);
  }

  /** The whole history of a conversation, oldest first (C-34). */
  List<Json> history(String conversation) throws IOException {
    List<Json> all = new ArrayList<>();
    String before = "";
    List<Json> page;
    do {
      String params = "{\"chat_id\":\"%s\",\"limit\":%d%s}".formatted(conversation, PAGE, before);
      page = post("getChatHistory", params).list("items");
      all.addAll(0, page);
      before = all.isEmpty() ? "" : ",\"before\":\"" + all.get(0).text("id") + '"';
    } while (page.size() == PAGE);
    return all;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
