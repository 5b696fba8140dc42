package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A look inside open JSON, one level at a time and only where asked.
 *
 * <p>Looking for what is not there or is of another kind finds nothing and throws nothing; an
 * explicit null is there, of the kind {@link Kind#NULL}. Not for several threads at once.
 *
 * <p>What is inside shares the bytes of the whole, which {@link JsonScanner} has accepted.
 */
public final class RawJsonView {
  /** What a JSON value is. */
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    BOOLEAN,
    NULL
  }

  private final byte[] text;
  private final int from;
  private final int to;
  private Map<String, RawJsonView> members;
  private List<RawJsonView> elements;

  /** Of a value without blanks around it. */
  private RawJsonView(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  public static RawJsonView of(RawJson json) {
    return new RawJsonView(json.toByteArray(), 0, json.size());
  }

  /** A look into the one JSON value that a text is, which must not change; empty if malformed. */
  public static Optional<RawJsonView> parse(byte[] text) {
    if (!JsonScanner.create().scan(text, 0, text.length)) {
      return Optional.empty();
    }
    int end = JsonScanner.withoutBlanks(text, 0, text.length);
    return Optional.of(new RawJsonView(text, JsonScanner.token(text, 0), end));
  }

  /** A copy of the value itself, verbatim. */
  public RawJson raw() {
    return RawJson.ofValidated(text, from, to);
  }

  public Kind kind() {
    return switch (text[from]) {
      case '{' -> Kind.OBJECT;
      case '[' -> Kind.ARRAY;
      case '"' -> Kind.STRING;
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  /** The last member of that name, if this is an object that has one. */
  public Optional<RawJsonView> member(String name) {
    return Optional.ofNullable(members().get(name));
  }

  /** The names of an object's members in their order; none if this is no object. */
  public List<String> names() {
    return List.copyOf(members().keySet());
  }

  /** The elements of an array; none if this is no array. */
  public List<RawJsonView> elements() {
    if (elements == null) {
      elements = kind() == Kind.ARRAY ? readElements() : List.of();
    }
    return elements;
  }

  /** The text of a string. */
  public Optional<String> string() {
    if (kind() != Kind.STRING) {
      return Optional.empty();
    }
    return Optional.of(textAt(from));
  }

  /** The value of a number that is an {@code int} of the wire. */
  public OptionalLong integer() {
    if (kind() != Kind.NUMBER) {
      return OptionalLong.empty();
    }
    long value = JsonNumbers.integer(text, from, to);
    return value == JsonNumbers.NOT_AN_INTEGER ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The double nearest to a number, infinite if it is beyond all doubles. */
  public OptionalDouble number() {
    return kind() == Kind.NUMBER
        ? OptionalDouble.of(JsonNumbers.nearest(text, from, to))
        : OptionalDouble.empty();
  }

  /** The value of a boolean. */
  public Optional<Boolean> bool() {
    return kind() == Kind.BOOLEAN ? Optional.of(text[from] == 't') : Optional.empty();
  }

  private Map<String, RawJsonView> members() {
    if (members == null) {
      members = kind() == Kind.OBJECT ? readMembers() : Map.of();
    }
    return members;
  }

  private Map<String, RawJsonView> readMembers() {
    Map<String, RawJsonView> read = new LinkedHashMap<>();
    int next = first();
    while (text[next] != '}') {
      String name = textAt(next);
      int colon = JsonScanner.token(text, JsonValues.end(text, next, to));
      RawJsonView value = valueAt(JsonScanner.token(text, colon + 1));
      read.put(name, value);
      next = behind(value);
    }
    return read;
  }

  private List<RawJsonView> readElements() {
    List<RawJsonView> read = new ArrayList<>();
    int next = first();
    while (text[next] != ']') {
      RawJsonView value = valueAt(next);
      read.add(value);
      next = behind(value);
    }
    return List.copyOf(read);
  }

  /** Where the first member or element begins, or the end of all. */
  private int first() {
    return JsonScanner.token(text, from + 1);
  }

  /** Where the next one begins, or the end of all. */
  private int behind(RawJsonView value) {
    int next = JsonScanner.token(text, value.to);
    return text[next] == ',' ? JsonScanner.token(text, next + 1) : next;
  }

  private RawJsonView valueAt(int start) {
    return new RawJsonView(text, start, JsonValues.end(text, start, to));
  }

  private String textAt(int quote) {
    return new TextSpan().moveTo(text, quote, JsonStrings.end(text, quote, to)).toString();
  }
}
