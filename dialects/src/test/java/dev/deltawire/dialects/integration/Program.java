package dev.deltawire.dialects.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program that is connected to the dialect, without a socket. */
final class Program {

  final TestConnection connection = new TestConnection();
  private final Session session;
  private final String clientId;
  private int read;

  private Program(IntegrationDialect dialect, String clientId) {
    Admission.Accepted accepted = (Admission.Accepted) dialect.admit(upgrade());
    this.session = accepted.session().apply(connection);
    this.clientId = clientId;
  }

  static Program connect(IntegrationDialect dialect, String clientId) {
    return new Program(dialect, clientId);
  }

  /** A program that has introduced itself. */
  static Program introduced(IntegrationDialect dialect, String clientId) {
    Program program = connect(dialect, clientId);
    program.hello(clientId);
    assertTrue(program.next().startsWith("{\"type\":\"welcome\""));
    return program;
  }

  void hello(String id) {
    send(
        "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",\"clientId\":\""
            + id
            + "\"}}");
  }

  void ask() {
    send(
        "{\"type\":\"request_access\",\"payload\":{\"clientId\":\""
            + clientId
            + "\",\"requestedScopes\":[\"rest.full\"]}}");
  }

  /** Asks, and returns the request's id. */
  String pending() {
    ask();
    String frame = next();
    String head = "{\"type\":\"access_pending\",\"payload\":{\"requestId\":\"";
    assertTrue(frame.startsWith(head), frame);
    return frame.substring(head.length(), frame.length() - 3);
  }

  void send(String message) {
    byte[] text = message.getBytes(UTF_8);
    session.onMessage(text, 0, text.length);
  }

  void lose() {
    connection.closed = "lost";
    session.onClosed();
  }

  String next() {
    assertTrue(read < connection.frames.size(), "nothing was sent");
    return connection.messages().get(read++);
  }

  void expectDenied(String requestId, String reason) {
    assertEquals(
        "{\"type\":\"access_denied\",\"payload\":{\"requestId\":\"%s\",\"reason\":\"%s\"}}"
            .formatted(requestId, reason),
        next());
  }

  void expectError(String code) {
    String frame = next();
    assertTrue(
        frame.startsWith("{\"type\":\"error\",\"payload\":{\"code\":\"" + code + "\","), frame);
  }

  void expectNothing() {
    List<String> messages = connection.messages();
    assertEquals(List.of(), messages.subList(read, messages.size()));
  }

  private static HttpRequest upgrade() {
    return new HttpRequest(
        "GET",
        "/integration",
        Optional.empty(),
        Map.of("host", List.of("localhost")),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
        new byte[0]);
  }
}
