package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;

/** gson's writer over a buffered encoder to UTF-8, kept and used again. */
final class GsonWriter implements DeltaWriter {

  private final DeltaShape shape;
  private final Texts texts;
  private final boolean bound;
  private final ByteArraySink sink;
  private final JsonWriter json;
  private final TypeAdapter<Object> binding;

  GsonWriter(DeltaShape shape, Texts texts, WriteMode mode) {
    this.shape = shape;
    this.texts = texts;
    bound = mode == WriteMode.BIND;
    sink = new ByteArraySink(texts.maxMessageBytes());
    json =
        new JsonWriter(
            new BufferedWriter(new OutputStreamWriter(sink, UTF_8), texts.maxMessageBytes()));
    json.setStrictness(Strictness.LENIENT); // for one message after the other
    Gson gson = new GsonBuilder().disableHtmlEscaping().create();
    binding = adapter(gson, DeltaBeans.typeOf(shape));
  }

  @Override
  public int write(int n) throws IOException {
    sink.reset();
    if (bound) {
      binding.write(json, DeltaBeans.of(shape, texts, n));
    } else {
      writeMembers(n);
    }
    json.flush();
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeMembers(int n) throws IOException {
    json.beginObject().name(shape.kindName).value(shape.kind).name(shape.bodyName);
    json.beginObject().name(shape.idName).value(DeltaShape.ID_TEXT);
    json.name(shape.textName).value(texts.text(n)).name(shape.lastName);
    if (shape.hasOffset()) {
      json.value(texts.offset(n));
    } else {
      json.value(DeltaShape.ROLE);
    }
    json.endObject().endObject();
  }

  @SuppressWarnings("unchecked") // written to only, and only with beans of that very class
  private static TypeAdapter<Object> adapter(Gson gson, Class<?> type) {
    return (TypeAdapter<Object>) gson.getAdapter(type);
  }
}
