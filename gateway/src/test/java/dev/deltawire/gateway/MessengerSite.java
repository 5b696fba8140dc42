package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A gateway seen by the agents of the messenger dialect. */
final class MessengerSite implements AutoCloseable {

  private static final String[] QUICK = {
    "messenger.deliveryProbe=20ms", "messenger.sendRate=100000", "store.fsync=false"
  };

  private final GatewayServer server;
  private final Map<String, String> keys;
  private int sent;

  private MessengerSite(GatewayServer server, Map<String, String> keys) {
    this.server = server;
    this.keys = keys;
  }

  /** Without a rate limit to speak of, with a short delivery probe; settings may say otherwise. */
  static MessengerSite start(String transport, String... settings) throws Exception {
    return new MessengerSite(GatewayServer.start(transport, with(settings)), new HashMap<>());
  }

  static MessengerSite startOn(Path directory, String transport, String... settings)
      throws Exception {
    return new MessengerSite(
        GatewayServer.startOn(directory, transport, with(settings)), new HashMap<>());
  }

  private static String[] with(String... settings) {
    String[] all = new String[QUICK.length + settings.length];
    System.arraycopy(QUICK, 0, all, 0, QUICK.length);
    System.arraycopy(settings, 0, all, QUICK.length, settings.length);
    return all;
  }

  GatewayServer server() {
    return server;
  }

  /** The keys of those who were registered here. */
  Map<String, String> keys() {
    return keys;
  }

  MessengerSite register(String... handles) throws Exception {
    for (String handle : handles) {
      HttpResponse<String> made =
          server.operator("POST", "/v1/agents", "{\"handle\":\"" + handle + "\"}");
      assertEquals(201, made.statusCode(), made.body());
      keys.put(handle, Json.of(made.body()).text("api_key"));
    }
    return this;
  }

  String key(String handle) {
    return keys.get(handle);
  }

  /** Makes a request as an agent. */
  HttpResponse<String> as(String handle, String method, String target, String body)
      throws IOException, InterruptedException {
    return server.bearer(key(handle), method, target, body);
  }

  /** A request that has to end with a status. */
  Json as(String handle, String method, String target, String body, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = as(handle, method, target, body);
    assertEquals(status, response.statusCode(), response.body());
    return Json.of(response.body().isEmpty() ? "{}" : response.body());
  }

  /** Sends a text to an agent; returns the message. */
  Json send(String from, String to, String text) throws IOException, InterruptedException {
    return as(from, "POST", "/v1/messages", body("to", to, text), 201);
  }

  /** Sends a text to a conversation; returns the message. */
  Json reply(String from, String conversation, String text)
      throws IOException, InterruptedException {
    return as(from, "POST", "/v1/messages", body("conversation_id", conversation, text), 201);
  }

  /** The body of a send with an id of its own. */
  String body(String target, String value, String text) {
    sent++;
    return "{\"%s\":\"%s\",\"client_msg_id\":\"c%d\",\"content\":{\"text\":%s}}"
        .formatted(target, value, sent, Json.quoted(text));
  }

  /** Makes a group; returns its id. */
  String group(String creator, String... members) throws IOException, InterruptedException {
    String handles = String.join("\",\"", members);
    return as(
            creator,
            "POST",
            "/v1/groups",
            "{\"name\":\"g\",\"members\":[\"" + handles + "\"]}",
            201)
        .text("id");
  }

  /** An authenticated socket of an agent that has read {@code hello.ok} and answers pings. */
  MessengerPeer connect(String handle) throws IOException {
    return connectMute(handle).answering();
  }

  /** The same, but pings stay unanswered. */
  MessengerPeer connectMute(String handle) throws IOException {
    MessengerPeer peer = open("Authorization: Bearer " + key(handle));
    peer.expect("{\"type\":\"hello.ok\",\"payload\":{}}");
    return peer;
  }

  /** A socket that has said nothing yet. */
  MessengerPeer open(String... headers) throws IOException {
    return new MessengerPeer(server.open("/v1/ws", headers));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
