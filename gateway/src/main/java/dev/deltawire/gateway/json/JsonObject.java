package dev.deltawire.gateway.json;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A JSON object that is written member by member; what is absent is left out. */
public final class JsonObject {

  private final JsonWriter json = JsonWriter.create().raw('{');

  private JsonObject() {}

  /** An object without members. */
  public static JsonObject create() {
    return new JsonObject();
  }

  /** Adds a string. */
  public JsonObject text(String name, String value) {
    member(name).string(value);
    return this;
  }

  /** Adds a string if there is one. */
  public JsonObject text(String name, Optional<String> value) {
    value.ifPresent(text -> text(name, text));
    return this;
  }

  /** Adds an integer. */
  public JsonObject integer(String name, long value) {
    member(name).number(value);
    return this;
  }

  /** Adds a boolean. */
  public JsonObject bool(String name, boolean value) {
    member(name).bool(value);
    return this;
  }

  /** Adds an instant. */
  public JsonObject time(String name, Instant value) {
    member(name).time(value);
    return this;
  }

  /** Adds a value verbatim. */
  public JsonObject raw(String name, RawJson value) {
    member(name).rawJson(value);
    return this;
  }

  /** Adds an object. */
  public JsonObject object(String name, JsonObject value) {
    return raw(name, value.toRawJson());
  }

  /** Adds an array of strings. */
  public JsonObject texts(String name, Collection<String> values) {
    return array(name, values, JsonWriter::string);
  }

  /** Adds an array of objects. */
  public JsonObject objects(String name, Collection<JsonObject> values) {
    return array(name, values, (writer, value) -> writer.rawJson(value.toRawJson()));
  }

  /** The value itself. */
  public RawJson toRawJson() {
    return JsonText.parse(toByteArray()).orElseThrow();
  }

  /** The UTF-8 bytes of the value. */
  public byte[] toByteArray() {
    byte[] open = json.toByteArray();
    return JsonWriter.ofCapacity(open.length + 1).raw(open).raw('}').toByteArray();
  }

  @Override
  public String toString() {
    return new String(toByteArray(), StandardCharsets.UTF_8);
  }

  private <T> JsonObject array(
      String name, Collection<T> values, BiConsumer<JsonWriter, T> element) {
    JsonWriter writer = member(name).raw('[');
    int first = writer.length();
    for (T value : values) {
      if (writer.length() > first) {
        writer.raw(',');
      }
      element.accept(writer, value);
    }
    writer.raw(']');
    return this;
  }

  private JsonWriter member(String name) {
    if (json.length() > 1) {
      json.raw(',');
    }
    return json.string(name).raw(':');
  }
}
