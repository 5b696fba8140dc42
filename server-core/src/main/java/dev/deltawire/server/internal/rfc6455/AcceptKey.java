package dev.deltawire.server.internal.rfc6455;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's proof that it has read the opening handshake (RFC 6455 §4.2.2). */
final class AcceptKey {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private AcceptKey() {}

  /** The value of {@code Sec-WebSocket-Accept} for one {@code Sec-WebSocket-Key}. */
  static String of(String key) {
    byte[] digest = sha1().digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().encodeToString(digest);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
