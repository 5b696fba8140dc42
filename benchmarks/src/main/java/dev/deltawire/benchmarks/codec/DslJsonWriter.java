package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonWriter;
import com.dslplatform.json.NumberConverter;
import com.dslplatform.json.runtime.Settings;
import java.io.IOException;

/** dsl-json's writer, kept and used again, with names as ready bytes. */
final class DslJsonWriter implements DeltaWriter {

  private static final byte[] END = ascii("}}");

  private final DeltaShape shape;
  private final Texts texts;
  private final WriteMode mode;
  private final DslJson<Object> binding = new DslJson<>(Settings.basicSetup());
  private final JsonWriter json;
  private final byte[] kindName;
  private final byte[] bodyName;
  private final byte[] idName;
  private final byte[] textName;
  private final byte[] lastName;
  private final byte[] before;
  private final byte[] after;

  DslJsonWriter(DeltaShape shape, Texts texts, WriteMode mode) {
    this.shape = shape;
    this.texts = texts;
    this.mode = mode;
    json = binding.newWriter(texts.maxMessageBytes());
    kindName = ascii("{\"" + shape.kindName + "\":");
    bodyName = ascii(",\"" + shape.bodyName + "\":{");
    idName = ascii("\"" + shape.idName + "\":");
    textName = ascii(",\"" + shape.textName + "\":");
    lastName = ascii(",\"" + shape.lastName + "\":");
    before = ascii(shape.before());
    after = ascii(shape.after());
  }

  @Override
  public int write(int n) throws IOException {
    json.reset();
    switch (mode) {
      case RAW -> writeRaw(n);
      case STREAM -> writeMembers(n);
      case BIND -> binding.serialize(json, DeltaBeans.of(shape, texts, n));
    }
    return json.size();
  }

  @Override
  public byte[] destination() {
    return json.getByteBuffer();
  }

  private void writeRaw(int n) {
    json.writeAscii(before);
    json.writeString(texts.text(n));
    json.writeAscii(after);
    if (shape.hasOffset()) {
      NumberConverter.serialize(texts.offset(n), json);
      json.writeAscii(END);
    }
  }

  private void writeMembers(int n) {
    json.writeAscii(kindName);
    json.writeString(shape.kind);
    json.writeAscii(bodyName);
    json.writeAscii(idName);
    json.writeString(DeltaShape.ID_TEXT);
    json.writeAscii(textName);
    json.writeString(texts.text(n));
    json.writeAscii(lastName);
    if (shape.hasOffset()) {
      NumberConverter.serialize(texts.offset(n), json);
    } else {
      json.writeString(DeltaShape.ROLE);
    }
    json.writeAscii(END);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }
}
