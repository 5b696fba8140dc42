package dev.deltawire.dialects;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The {@code token} parameter of an upgrade's query. */
public final class QueryToken {

  /** Most UTF-8 bytes of a token. */
  public static final int MAX_BYTES = 8192;

  private static final String NAME = "token";

  private QueryToken() {}

  /**
   * The token, percent-decoded once; empty when it is absent, empty, repeated, undecodable or too
   * long.
   *
   * @param query a request's query as sent
   */
  public static Optional<String> of(String query) {
    String found = null;
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!NAME.equals(decode(name).orElse(null))) {
        continue;
      }
      if (found != null) {
        return Optional.empty();
      }
      found = equals < 0 ? "" : parameter.substring(equals + 1);
    }
    return found == null ? Optional.empty() : decode(found).filter(QueryToken::isUsable);
  }

  /** Whether a token, wherever it came from, is neither empty nor too long. */
  public static boolean isUsable(String token) {
    return !token.isEmpty() && token.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
  }

  private static Optional<String> decode(String encoded) {
    ByteBuffer utf8 = ByteBuffer.allocate(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c > 0x7F) {
        return Optional.empty();
      }
      int octet = c == '%' ? octet(encoded, i) : c;
      if (octet < 0) {
        return Optional.empty();
      }
      i += c == '%' ? 2 : 0;
      utf8.put((byte) octet);
    }
    return utf8Text(utf8.flip());
  }

  /** The value of the escape at {@code index}, or -1. */
  private static int octet(String encoded, int index) {
    if (index + 2 >= encoded.length()) {
      return -1;
    }
    int high = Character.digit(encoded.charAt(index + 1), 16);
    int low = Character.digit(encoded.charAt(index + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static Optional<String> utf8Text(ByteBuffer utf8) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(utf8).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
