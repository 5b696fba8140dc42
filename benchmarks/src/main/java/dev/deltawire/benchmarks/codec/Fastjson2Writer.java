package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import java.io.IOException;

/** fastjson2's UTF-8 writer, kept and used again, with names encoded beforehand. */
final class Fastjson2Writer implements DeltaWriter {

  private static final byte[] END = "}}".getBytes(UTF_8);

  private final DeltaShape shape;
  private final Texts texts;
  private final WriteMode mode;
  private final ByteArraySink sink;
  private final JSONWriter json = JSONWriter.ofUTF8();
  private final byte[] kindName;
  private final byte[] bodyName;
  private final byte[] idName;
  private final byte[] textName;
  private final byte[] lastName;
  private final byte[] before;
  private final byte[] after;

  Fastjson2Writer(DeltaShape shape, Texts texts, WriteMode mode) {
    this.shape = shape;
    this.texts = texts;
    this.mode = mode;
    sink = new ByteArraySink(texts.maxMessageBytes());
    kindName = name(shape.kindName);
    bodyName = name(shape.bodyName);
    idName = name(shape.idName);
    textName = name(shape.textName);
    lastName = name(shape.lastName);
    before = shape.before().getBytes(UTF_8);
    after = shape.after().getBytes(UTF_8);
  }

  @Override
  public int write(int n) throws IOException {
    sink.reset();
    switch (mode) {
      case RAW -> writeRaw(n);
      case STREAM -> writeMembers(n);
      case BIND -> JSON.writeTo(sink, DeltaBeans.of(shape, texts, n));
    }
    if (mode != WriteMode.BIND) {
      json.flushTo(sink);
    }
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeRaw(int n) {
    json.writeRaw(before);
    json.writeString(texts.text(n));
    json.writeRaw(after);
    if (shape.hasOffset()) {
      json.writeInt64(texts.offset(n));
      json.writeRaw(END);
    }
  }

  private void writeMembers(int n) {
    json.startObject();
    json.writeNameRaw(kindName);
    json.writeString(shape.kind);
    json.writeNameRaw(bodyName);
    json.startObject();
    json.writeNameRaw(idName);
    json.writeString(DeltaShape.ID_TEXT);
    json.writeNameRaw(textName);
    json.writeString(texts.text(n));
    json.writeNameRaw(lastName);
    if (shape.hasOffset()) {
      json.writeInt64(texts.offset(n));
    } else {
      json.writeString(DeltaShape.ROLE);
    }
    json.endObject();
    json.endObject();
  }

  private static byte[] name(String name) {
    return ('"' + name + "\":").getBytes(UTF_8);
  }
}
