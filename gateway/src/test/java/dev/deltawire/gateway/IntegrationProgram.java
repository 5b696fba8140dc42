package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.http.HttpResponse;

/** A program on this machine, as tests drive it over a real socket. */
final class IntegrationProgram implements AutoCloseable {

  private final RawPeer peer;
  private final String clientId;

  private IntegrationProgram(RawPeer peer, String clientId) {
    this.peer = peer;
    this.clientId = clientId;
  }

  static IntegrationProgram connect(GatewayServer server, String clientId) throws IOException {
    return new IntegrationProgram(server.open("/integration"), clientId);
  }

  /** A program that has been welcomed. */
  static IntegrationProgram introduced(GatewayServer server, String clientId) throws IOException {
    IntegrationProgram program = connect(server, clientId);
    program.hello(clientId);
    program.payload("welcome");
    return program;
  }

  RawPeer peer() {
    return peer;
  }

  void send(String type, String payload) throws IOException {
    sendRaw("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
  }

  void sendRaw(String message) throws IOException {
    peer.sendText(message);
  }

  void hello(String id) throws IOException {
    send("hello", "{\"clientType\":\"integration\",\"clientId\":\"" + id + "\"}");
  }

  void ask() throws IOException {
    send(
        "request_access",
        "{\"clientId\":\"" + clientId + "\",\"requestedScopes\":[\"rest.full\"]}");
  }

  /** Asks, and returns the id of the request that now waits. */
  String pending() throws IOException {
    ask();
    return payload("access_pending").text("requestId");
  }

  String next() throws IOException {
    return peer.text();
  }

  /** Reads a frame of this type, which has no members but type and payload (I-06). */
  Json payload(String type) throws IOException {
    String frame = next();
    Json envelope = Json.of(frame);
    assertEquals(type, envelope.text("type"), frame);
    assertTrue(frame.startsWith("{\"type\":\"" + type + "\",\"payload\":{"), frame);
    return envelope.at("payload");
  }

  /** Reads an error, and returns its message. */
  String expectError(String code) throws IOException {
    Json error = payload("error");
    assertEquals(code, error.text("code"), error.toString());
    return error.text("message");
  }

  void expectDenied(String requestId, String reason) throws IOException {
    Json denied = payload("access_denied");
    assertEquals(requestId, denied.text("requestId"));
    assertEquals(reason, denied.text("reason"));
  }

  /** Reads a grant, and returns its key. */
  String expectGranted(String requestId) throws IOException {
    Json granted = payload("access_granted");
    assertEquals(requestId, granted.text("requestId"));
    return granted.text("apiKey");
  }

  /** Asks for an answer; whatever was sent before it has been read by the test. */
  void expectNothingMore() throws IOException {
    sendRaw("{\"type\":\"nothing.more\"}");
    assertEquals("Unknown message type: nothing.more", expectError("unknown_type"));
  }

  static HttpResponse<String> decide(GatewayServer server, String requestId, String decision)
      throws IOException, InterruptedException {
    return server.operator(
        "POST", "/integration/consent/" + requestId, "{\"decision\":\"" + decision + "\"}");
  }

  /** The channel's key, as a program is granted it. */
  static String key(GatewayServer server, String clientId)
      throws IOException, InterruptedException {
    try (IntegrationProgram program = introduced(server, clientId)) {
      String id = program.pending();
      assertEquals(200, decide(server, id, "allow").statusCode());
      return program.expectGranted(id);
    }
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
