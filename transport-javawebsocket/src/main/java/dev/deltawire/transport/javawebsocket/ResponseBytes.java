package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.rfc6455.HttpSyntax;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.HttpResponse.BodyWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Responses that end a connection, as bytes (RFC 9112 §4). */
final class ResponseBytes {

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private ResponseBytes() {}

  /** Head and body; a header that could break out of its line is left out. */
  static ByteBuffer of(HttpResponse response) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(response.status()).append(" \r\n");
    response.headers().forEach((name, value) -> field(head, name, value));
    boolean upgrade = response.headers().keySet().stream().anyMatch("Upgrade"::equalsIgnoreCase);
    field(head, "Connection", upgrade ? "Upgrade, close" : "close"); // RFC 9110 §7.8
    field(head, "Date", DATE.format(InstantSource.system().instant()));
    field(head, "Content-Length", Integer.toString(response.body().length));
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(bytes.length + response.body().length)
        .put(bytes)
        .put(response.body())
        .flip();
  }

  /** The response with its streamed body written into memory. Thread: one that may block. */
  static HttpResponse buffered(HttpResponse response) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (BodyWriter writer : response.stream().stream().toList()) {
      try {
        writer.writeTo(body);
      } catch (IOException e) { // memory doesn't fail; the writer does
        throw new UncheckedIOException(e);
      }
    }
    return new HttpResponse(
        response.status(), response.headers(), body.toByteArray(), Optional.empty());
  }

  private static void field(StringBuilder head, String name, String value) {
    if (HttpSyntax.isToken(name) && value.chars().allMatch(ResponseBytes::isFieldCharacter)) {
      head.append(name).append(": ").append(value).append("\r\n");
    }
  }

  private static boolean isFieldCharacter(int c) {
    return c <= 0xFF && HttpSyntax.isFieldByte(c);
  }
}
