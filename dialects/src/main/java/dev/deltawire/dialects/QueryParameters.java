package dev.deltawire.dialects;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The parameters of a query: percent-decoded once, as UTF-8; {@code +} stays {@code +}. */
public final class QueryParameters {

  private final List<String> parameters;

  private QueryParameters(List<String> parameters) {
    this.parameters = parameters;
  }

  /**
   * The parameters of a request.
   *
   * @param query a request's query as sent
   */
  public static QueryParameters of(String query) {
    return new QueryParameters(List.of(query.split("&", -1)));
  }

  /** The values of a parameter as sent, in order; a parameter without {@code =} is empty. */
  public List<String> raw(String name) {
    return parameters.stream().flatMap(parameter -> value(parameter, name)).toList();
  }

  /** The text that was percent-encoded; empty if there is no such text. */
  public static Optional<String> decode(String encoded) {
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

  private static Stream<String> value(String parameter, String name) {
    int equals = parameter.indexOf('=');
    String found = equals < 0 ? parameter : parameter.substring(0, equals);
    return name.equals(decode(found).orElse(null))
        ? Stream.of(equals < 0 ? "" : parameter.substring(equals + 1))
        : Stream.empty();
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
