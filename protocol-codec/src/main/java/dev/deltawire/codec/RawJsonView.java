package dev.deltawire.codec;

import com.jsoniter.JsonIterator;
import com.jsoniter.any.Any;
import com.jsoniter.output.JsonStream;
import dev.deltawire.model.RawJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * <p>jsoniter splits objects and arrays, lazily, and only bytes that {@link JsonScanner} has
 * accepted. Numbers and strings are read by our own code, because jsoniter wraps integers.
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

  private static final int COPY_BUFFER_BYTES = 512;

  private final RawJson json;
  private final byte[] bytes;
  private Map<String, RawJsonView> members;
  private List<RawJsonView> elements;

  private RawJsonView(RawJson json) {
    this.json = json;
    this.bytes = json.toByteArray();
  }

  public static RawJsonView of(RawJson json) {
    return new RawJsonView(json);
  }

  /** The value itself, verbatim. */
  public RawJson raw() {
    return json;
  }

  public Kind kind() {
    return switch (bytes[0]) {
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
    return Optional.of(new TextSpan().moveTo(bytes, 0, -bytes.length).toString());
  }

  /** The value of a number that is an {@code int} of the wire. */
  public OptionalLong integer() {
    if (kind() != Kind.NUMBER) {
      return OptionalLong.empty();
    }
    long value = JsonNumbers.integer(bytes, 0, bytes.length);
    return value == JsonNumbers.NOT_AN_INTEGER ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** The double nearest to a number, infinite if it is beyond all doubles. */
  public OptionalDouble number() {
    return kind() == Kind.NUMBER
        ? OptionalDouble.of(JsonNumbers.nearest(bytes, 0, bytes.length))
        : OptionalDouble.empty();
  }

  /** The value of a boolean. */
  public Optional<Boolean> bool() {
    return kind() == Kind.BOOLEAN ? Optional.of(bytes[0] == 't') : Optional.empty();
  }

  private Map<String, RawJsonView> members() {
    if (members == null) {
      members = kind() == Kind.OBJECT ? readMembers() : Map.of();
    }
    return members;
  }

  private Map<String, RawJsonView> readMembers() {
    Map<String, RawJsonView> read = new LinkedHashMap<>();
    try {
      JsonIterator iterator = JsonIterator.parse(bytes);
      for (String name = iterator.readObject(); name != null; name = iterator.readObject()) {
        read.put(name, child(iterator.readAny()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bytes have not passed the scanner", e);
    }
    return read;
  }

  private List<RawJsonView> readElements() {
    List<RawJsonView> read = new ArrayList<>();
    try {
      JsonIterator iterator = JsonIterator.parse(bytes);
      while (iterator.readArray()) {
        read.add(child(iterator.readAny()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bytes have not passed the scanner", e);
    }
    return List.copyOf(read);
  }

  /** A lazy value that nobody has looked into writes itself as the bytes that it came from. */
  private static RawJsonView child(Any lazy) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    JsonStream stream = new JsonStream(copy, COPY_BUFFER_BYTES);
    lazy.writeTo(stream);
    stream.flush();
    return new RawJsonView(JsonText.withoutBlanks(copy.toByteArray(), 0, copy.size()));
  }
}
