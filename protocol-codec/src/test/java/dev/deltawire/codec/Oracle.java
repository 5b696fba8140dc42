package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What jackson-core and the JDK's UTF-8 decoder make of a text. */
final class Oracle {
  private static final BigDecimal MAX = BigDecimal.valueOf((1L << 53) - 1);

  /** A value as jackson read it: a {@code Node}, a String, a BigDecimal text, a Boolean or null. */
  record Node(boolean object, List<Member> members) {}

  /** A member of an object, or an element, whose name is null. */
  record Member(String name, Object value) {}

  /** A number by its text. */
  record Numeral(String text) {
    /** The value, if it is integral and within the bounds of X-29. */
    OptionalLong integer() {
      String[] parts = text.split("[eE]", -1);
      BigDecimal mantissa = new BigDecimal(parts[0]);
      BigInteger exponent = new BigInteger(parts.length > 1 ? parts[1] : "0");
      if (mantissa.signum() == 0) {
        return OptionalLong.of(0);
      }
      if (exponent.bitLength() > 20) { // far beyond what a mantissa of some KiB makes good
        return OptionalLong.empty();
      }
      BigDecimal exact = mantissa.scaleByPowerOfTen(exponent.intValueExact());
      boolean integral = exact.stripTrailingZeros().scale() <= 0;
      return integral && exact.abs().compareTo(MAX) <= 0
          ? OptionalLong.of(exact.longValueExact())
          : OptionalLong.empty();
    }
  }

  /** A text that was accepted. */
  record Accepted(Object value) {}

  /** What jackson takes for hexadecimal digits: it looks at the low eight bits of each char. */
  private static final Pattern NO_HEXADECIMAL_DIGITS =
      Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4})");

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Oracle() {}

  static Optional<Accepted> read(byte[] text) {
    Optional<String> decoded = decode(text).filter(json -> !json.startsWith("\uFEFF"));
    if (decoded.isEmpty() || NO_HEXADECIMAL_DIGITS.matcher(decoded.get()).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(document(decoded.get()));
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  /** The text, unless it is no UTF-8. */
  static Optional<String> decode(byte[] text) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString());
    } catch (CharacterCodingException malformed) {
      return Optional.empty();
    }
  }

  private static Accepted document(String text) throws IOException {
    try (JsonParser parser = JACKSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new IOException("no value");
      }
      Accepted accepted = new Accepted(value(parser));
      if (parser.nextToken() != null) {
        throw new IOException("more than one value");
      }
      return accepted;
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT, START_ARRAY -> node(parser, token == JsonToken.START_OBJECT);
      case VALUE_STRING -> checked(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private static Node node(JsonParser parser, boolean object) throws IOException {
    List<Member> members = new ArrayList<>();
    while (!parser.nextToken().isStructEnd()) {
      String name = null;
      if (object) {
        name = checked(parser.currentName());
        parser.nextToken();
      }
      members.add(new Member(name, value(parser)));
    }
    return new Node(object, members);
  }

  /** X-21, which jackson leaves to its users. */
  private static String checked(String text) throws IOException {
    if (!UTF_8.newEncoder().canEncode(text)) {
      throw new IOException("unpaired surrogate");
    }
    return text;
  }
}
