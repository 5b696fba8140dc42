package dev.deltawire.benchmarks.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;

/** Jackson's generator, kept and used again, with names and constants encoded beforehand. */
final class JacksonWriter implements DeltaWriter {

  private static final SerializableString ID = new SerializedString(DeltaShape.ID_TEXT);
  private static final SerializableString ROLE = new SerializedString(DeltaShape.ROLE);
  private static final SerializableString END = new SerializedString("}}");

  private final DeltaShape shape;
  private final Texts texts;
  private final WriteMode mode;
  private final ByteArraySink sink;
  private final JsonGenerator json;
  private final ObjectWriter binding;
  private final SerializableString kindName;
  private final SerializableString kind;
  private final SerializableString bodyName;
  private final SerializableString idName;
  private final SerializableString textName;
  private final SerializableString lastName;
  private final SerializableString before;
  private final SerializableString after;

  JacksonWriter(DeltaShape shape, Texts texts, WriteMode mode) throws IOException {
    this.shape = shape;
    this.texts = texts;
    this.mode = mode;
    sink = new ByteArraySink(texts.maxMessageBytes());
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();
    json = factory.createGenerator(sink);
    json.setRootValueSeparator(null);
    binding = new ObjectMapper(factory).writerFor(DeltaBeans.typeOf(shape));
    kindName = new SerializedString(shape.kindName);
    kind = new SerializedString(shape.kind);
    bodyName = new SerializedString(shape.bodyName);
    idName = new SerializedString(shape.idName);
    textName = new SerializedString(shape.textName);
    lastName = new SerializedString(shape.lastName);
    before = new SerializedString(shape.before());
    after = new SerializedString(shape.after());
  }

  @Override
  public int write(int n) throws IOException {
    sink.reset();
    switch (mode) {
      case RAW -> writeRaw(n);
      case STREAM -> writeMembers(n);
      case BIND -> binding.writeValue(json, DeltaBeans.of(shape, texts, n));
    }
    json.flush();
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeRaw(int n) throws IOException {
    json.writeRaw(before);
    json.writeString(texts.text(n));
    json.writeRaw(after);
    if (shape.hasOffset()) {
      json.writeNumber(texts.offset(n));
      json.writeRaw(END);
    }
  }

  private void writeMembers(int n) throws IOException {
    json.writeStartObject();
    json.writeFieldName(kindName);
    json.writeString(kind);
    json.writeFieldName(bodyName);
    json.writeStartObject();
    json.writeFieldName(idName);
    json.writeString(ID);
    json.writeFieldName(textName);
    json.writeString(texts.text(n));
    json.writeFieldName(lastName);
    if (shape.hasOffset()) {
      json.writeNumber(texts.offset(n));
    } else {
      json.writeString(ROLE);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
