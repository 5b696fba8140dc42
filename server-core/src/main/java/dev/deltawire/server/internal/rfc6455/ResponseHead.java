package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Encodes response heads (RFC 9112 §4); what a handler says can't break out of its line. */
public final class ResponseHead {

  /** What is answered for a defect of ours. */
  public static final HttpResponse INTERNAL_ERROR = HttpResponse.text(500, "internal error");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);
  private static final Set<String> TRANSPORTS_OWN =
      Set.of("content-length", "transfer-encoding", "connection", "date");
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  /** How a response's body ends. */
  public enum Framing {
    /** After {@code Content-Length} bytes. */
    LENGTH,
    /** With the last chunk. */
    CHUNKED,
    /** With the connection: for HTTP/1.0. */
    CLOSE
  }

  private ResponseHead() {}

  /**
   * The head of a final response.
   *
   * <p>Throws {@link IllegalArgumentException} for a header that is malformed or the transport's
   * own.
   */
  public static byte[] of(HttpResponse response, Framing framing, boolean persistent) {
    StringBuilder head = statusLine(response.status());
    response.headers().forEach((name, value) -> append(head, name, value));
    field(head, "Date", DATE.format(InstantSource.system().instant()));
    if (framing == Framing.CHUNKED) {
      field(head, "Transfer-Encoding", "chunked");
    } else if (framing == Framing.LENGTH && hasBody(response.status())) {
      field(head, "Content-Length", Integer.toString(response.body().length));
    }
    connection(head, response, persistent);
    return bytes(head);
  }

  /** The head that begins a WebSocket connection (RFC 6455 §4.2.2). */
  public static byte[] switchingProtocols(
      String key, Optional<String> subprotocol, Optional<String> extensions) {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    field(head, "Upgrade", "websocket");
    field(head, "Connection", "Upgrade");
    field(head, "Sec-WebSocket-Accept", AcceptKey.of(key));
    subprotocol.ifPresent(chosen -> field(head, "Sec-WebSocket-Protocol", checked(chosen)));
    extensions.ifPresent(agreed -> field(head, "Sec-WebSocket-Extensions", checked(agreed)));
    return bytes(head);
  }

  /**
   * All of a connection's last response, whose body is whole.
   *
   * <p>Where {@code response} is one that {@link #of} throws for, {@code errors} hears of it and a
   * 500 stands in.
   */
  public static ByteBuffer refusal(HttpResponse response, ErrorHandler errors) {
    try {
      return joined(of(response, Framing.LENGTH, false), response.body());
    } catch (IllegalArgumentException e) {
      errors.onError("refusing a request", e);
      return joined(of(INTERNAL_ERROR, Framing.LENGTH, false), INTERNAL_ERROR.body());
    }
  }

  /** Whether a response with this status may have a body (RFC 9110 §15). */
  public static boolean hasBody(int status) {
    return status != 204 && status != 304;
  }

  private static StringBuilder statusLine(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status " + status);
    }
    String reason = REASONS.getOrDefault(status, "");
    return new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(reason).append("\r\n");
  }

  private static void append(StringBuilder head, String name, String value) {
    if (!HttpSyntax.isToken(name) || TRANSPORTS_OWN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("header name of a response");
    }
    field(head, name, checked(value));
  }

  private static String checked(String value) {
    if (!value.chars().allMatch(c -> c <= 0xFF && HttpSyntax.isFieldByte(c))) {
      throw new IllegalArgumentException("header value of a response");
    }
    return value;
  }

  private static void connection(StringBuilder head, HttpResponse response, boolean persistent) {
    boolean upgrade = response.headers().keySet().stream().anyMatch("Upgrade"::equalsIgnoreCase);
    if (upgrade) {
      field(head, "Connection", persistent ? "Upgrade" : "Upgrade, close"); // RFC 9110 §7.8
    } else if (!persistent) {
      field(head, "Connection", "close");
    }
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static byte[] bytes(StringBuilder head) {
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code head} and {@code body} in one buffer. */
  public static ByteBuffer joined(byte[] head, byte[] body) {
    return ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
  }
}
