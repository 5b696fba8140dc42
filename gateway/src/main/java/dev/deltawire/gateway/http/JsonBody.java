package dev.deltawire.gateway.http;

import dev.deltawire.codec.JsonScanner;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.WireName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A JSON object of a request; a member of another kind than asked for is answered by 400.
 *
 * <p>An explicit null equals absence.
 */
public final class JsonBody {

  private static final byte[] ABSENT = "{}".getBytes(StandardCharsets.US_ASCII);

  private final RawJsonView object;

  private JsonBody(RawJsonView object) {
    this.object = object;
  }

  /** The object that the bytes are, {@code {}} if there are none. */
  static JsonBody of(byte[] bytes) throws RestException {
    byte[] body = bytes.length == 0 ? ABSENT : bytes;
    JsonScanner scanner = JsonScanner.create();
    boolean proper =
        scanner.scan(body, 0, body.length)
            && scanner.isObject()
            && scanner.envelope().isUnique();
    if (!proper) {
      throw RestException.of(400, "the body is not one JSON object");
    }
    return new JsonBody(RawJsonView.parse(body).orElseThrow());
  }

  /** The object itself, verbatim. */
  public RawJson raw() {
    return object.raw();
  }

  /** Whether there is such a member and it is not null. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** A member of whatever kind. */
  public Optional<RawJsonView> find(String name) {
    return object.member(name).filter(member -> member.kind() != Kind.NULL);
  }

  /** A string that must be there. */
  public String text(String name) throws RestException {
    return required(name, findText(name));
  }

  /** A string of so many code points that must be there. */
  public String text(String name, int least, int most) throws RestException {
    return required(name, findText(name, least, most));
  }

  /** A string. */
  public Optional<String> findText(String name) throws RestException {
    Optional<RawJsonView> member = find(name);
    return member.isEmpty() ? Optional.empty() : Optional.of(textOf(name, member.get()));
  }

  /** A string of so many code points. */
  public Optional<String> findText(String name, int least, int most) throws RestException {
    Optional<String> text = findText(name);
    if (text.isPresent()) {
      int length = text.get().codePointCount(0, text.get().length());
      require(name, length >= least && length <= most);
    }
    return text;
  }

  /** An integer between two bounds that must be there. */
  public long integer(String name, long least, long most) throws RestException {
    OptionalLong value = findInteger(name, least, most);
    require(name, value.isPresent());
    return value.getAsLong();
  }

  /** An integer between two bounds. */
  public OptionalLong findInteger(String name, long least, long most) throws RestException {
    Optional<RawJsonView> member = find(name);
    if (member.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong value = member.get().integer();
    require(name, value.isPresent() && value.getAsLong() >= least && value.getAsLong() <= most);
    return value;
  }

  /** A boolean that must be there. */
  public boolean bool(String name) throws RestException {
    return required(name, find(name).flatMap(RawJsonView::bool));
  }

  /** A constant by its name on the wire. */
  public <E extends Enum<E> & WireName> Optional<E> findConstant(String name, E[] values)
      throws RestException {
    Optional<String> text = findText(name);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(required(name, WireName.find(values, text.get())));
  }

  /** A number from 0 up. */
  public OptionalDouble findPositive(String name) throws RestException {
    Optional<RawJsonView> member = find(name);
    if (member.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = member.get().number();
    boolean fits = value.isPresent() && value.getAsDouble() >= 0;
    require(name, fits && Double.isFinite(value.getAsDouble()));
    return value;
  }

  /** An object of so many bytes at most, verbatim. */
  public Optional<RawJson> findObject(String name, int mostBytes) throws RestException {
    Optional<RawJson> object = findObject(name).map(JsonBody::raw);
    require(name, object.isEmpty() || object.get().size() <= mostBytes);
    return object;
  }

  /** An object that must be there. */
  public JsonBody object(String name) throws RestException {
    return required(name, findObject(name));
  }

  /** An object. */
  public Optional<JsonBody> findObject(String name) throws RestException {
    Optional<RawJsonView> member = find(name);
    if (member.isPresent()) {
      require(name, member.get().kind() == Kind.OBJECT);
    }
    return member.map(JsonBody::new);
  }

  /** An array of strings that must be there. */
  public List<String> texts(String name) throws RestException {
    Optional<RawJsonView> member = find(name);
    require(name, member.isPresent() && member.get().kind() == Kind.ARRAY);
    List<String> texts = new ArrayList<>();
    for (RawJsonView element : member.get().elements()) {
      texts.add(textOf(name, element));
    }
    return texts;
  }

  private static String textOf(String name, RawJsonView value) throws RestException {
    return required(name, value.string());
  }

  private static <T> T required(String name, Optional<T> value) throws RestException {
    return value.orElseThrow(() -> RestException.badField(name));
  }

  private static void require(String name, boolean holds) throws RestException {
    if (!holds) {
      throw RestException.badField(name);
    }
  }
}
