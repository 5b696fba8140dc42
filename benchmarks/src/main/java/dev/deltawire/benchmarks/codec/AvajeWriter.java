package dev.deltawire.benchmarks.codec;

import io.avaje.json.JsonWriter;
import io.avaje.json.PropertyNames;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/**
 * avaje-jsonb's writer with names prepared, over buffers that it keeps, and its generated adapters.
 *
 * <p>A writer writes one document.
 */
final class AvajeWriter implements DeltaWriter {

  private final DeltaShape shape;
  private final Texts texts;
  private final boolean bound;
  private final ByteArraySink sink;
  private final Jsonb jsonb = Jsonb.builder().build();
  private final PropertyNames envelope;
  private final PropertyNames body;
  private final JsonType<Object> binding;

  AvajeWriter(DeltaShape shape, Texts texts, WriteMode mode) {
    this.shape = shape;
    this.texts = texts;
    bound = mode == WriteMode.BIND;
    sink = new ByteArraySink(texts.maxMessageBytes());
    envelope = jsonb.properties(shape.kindName, shape.bodyName);
    body = jsonb.properties(shape.idName, shape.textName, shape.lastName);
    binding = type(jsonb, DeltaBeans.typeOf(shape));
  }

  @Override
  public int write(int n) {
    sink.reset();
    if (bound) {
      binding.toJson(DeltaBeans.of(shape, texts, n), sink);
    } else {
      try (JsonWriter json = jsonb.writer(sink)) {
        writeMembers(json, n);
      }
    }
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeMembers(JsonWriter json, int n) {
    json.beginObject(envelope);
    json.name(0);
    json.value(shape.kind);
    json.name(1);
    json.beginObject(body);
    json.name(0);
    json.value(DeltaShape.ID_TEXT);
    json.name(1);
    json.value(texts.text(n));
    json.name(2);
    if (shape.hasOffset()) {
      json.value(texts.offset(n));
    } else {
      json.value(DeltaShape.ROLE);
    }
    json.endObject();
    json.endObject();
  }

  @SuppressWarnings("unchecked") // written only, and only with beans of that very class
  private static JsonType<Object> type(Jsonb jsonb, Class<?> type) {
    return (JsonType<Object>) jsonb.type(type);
  }
}
