package dev.deltawire.server.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One HTTP response.
 *
 * <p>The transport adds {@code Content-Length} or {@code Transfer-Encoding}, {@code Date} and
 * {@code Connection}; nobody else sets them.
 *
 * @param status 200 to 599
 * @param headers by name, without the transport's own
 * @param body the whole body; empty when {@code stream} is present
 * @param stream writes a body of unknown length, on an executor's thread
 */
@SuppressWarnings("ArrayRecordComponent") // requests and responses are never compared
public record HttpResponse(
    int status, Map<String, String> headers, byte[] body, Optional<BodyWriter> stream) {

  /** Writes a response's body as it comes into being. */
  @FunctionalInterface
  public interface BodyWriter {
    /** Writes and flushes at will; blocks while the peer is slow; throws when it has gone. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** A response with a text of the given media type. */
  public static HttpResponse of(int status, String contentType, String body) {
    return new HttpResponse(
        status,
        Map.of("Content-Type", contentType),
        body.getBytes(StandardCharsets.UTF_8),
        Optional.empty());
  }

  /** {@code text/plain}. */
  public static HttpResponse text(int status, String body) {
    return of(status, "text/plain; charset=utf-8", body);
  }

  /** {@code application/json}. */
  public static HttpResponse json(int status, String body) {
    return json(status, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same of UTF-8. */
  public static HttpResponse json(int status, byte[] body) {
    return new HttpResponse(
        status, Map.of("Content-Type", "application/json"), body, Optional.empty());
  }

  /** A body written piece by piece. */
  public static HttpResponse streaming(int status, String contentType, BodyWriter writer) {
    return new HttpResponse(
        status, Map.of("Content-Type", contentType), new byte[0], Optional.of(writer));
  }

  /**
   * This response; a 401 without a challenge asks for a bearer token (RFC 9110 §15.5.2, RFC 6750
   * §3).
   */
  public HttpResponse challenged() {
    boolean complete = headers.keySet().stream().anyMatch("WWW-Authenticate"::equalsIgnoreCase);
    return status != 401 || complete ? this : withHeader("WWW-Authenticate", "Bearer");
  }

  /** This response with one more header. */
  public HttpResponse withHeader(String name, String value) {
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(name, value);
    return new HttpResponse(status, more, body, stream);
  }
}
