package dev.deltawire.server;

import dev.deltawire.server.internal.rfc6455.ExtensionOffer;
import dev.deltawire.server.spi.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The server's side of the opening handshake's rules (RFC 6455 §4.2.1, X-08). */
final class Handshake {

  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;
  private static final int KEY_CHARACTERS = 24;

  private Handshake() {}

  /** The status that refuses a malformed handshake, or nothing when it is well-formed. */
  static Optional<Integer> defect(HttpRequest request) {
    if (!request.method().equals("GET")) {
      return Optional.of(405);
    }
    if (!request.headerHasToken("Connection", "upgrade") || !hasValidKey(request)) {
      return Optional.of(400);
    }
    if (extensions(request).isEmpty()) {
      return Optional.of(400); // RFC 6455 §9.1
    }
    boolean supported =
        request.singleHeader("Sec-WebSocket-Version").filter(VERSION::equals).isPresent();
    return supported ? Optional.empty() : Optional.of(426);
  }

  /** The extensions that the peer offers; empty if what it says of them is malformed. */
  static Optional<List<ExtensionOffer>> extensions(HttpRequest request) {
    return ExtensionOffer.parse(request.header("Sec-WebSocket-Extensions"));
  }

  private static boolean hasValidKey(HttpRequest request) {
    return request.singleHeader("Sec-WebSocket-Key").filter(Handshake::isKey).isPresent();
  }

  private static boolean isKey(String key) {
    if (key.length() != KEY_CHARACTERS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) { // not base64: a peer's mistake, an everyday value here
      return false;
    }
  }
}
