package dev.deltawire.benchmarks.codec;

import com.jsoniter.output.JsonStream;
import java.io.IOException;

/**
 * jsoniter's stream, kept and used again; typed with generated encoders.
 *
 * <p>It escapes all that is not ASCII, its default: without that, version 0.9.23 throws on
 * surrogate pairs.
 */
final class JsoniterWriter implements DeltaWriter {

  private final DeltaShape shape;
  private final Texts texts;
  private final WriteMode mode;
  private final ByteArraySink sink;
  private final JsonStream stream;
  private final String before;
  private final String after;

  JsoniterWriter(DeltaShape shape, Texts texts, WriteMode mode) {
    this.shape = shape;
    this.texts = texts;
    this.mode = mode;
    Jsoniter.generateCodecs();
    sink = new ByteArraySink(texts.maxMessageBytes());
    stream = new JsonStream(sink, texts.maxMessageBytes());
    before = shape.before();
    after = shape.after();
  }

  @Override
  public int write(int n) throws IOException {
    sink.reset();
    switch (mode) {
      case RAW -> writeRaw(n);
      case STREAM -> writeMembers(n);
      case BIND -> stream.writeVal(DeltaBeans.of(shape, texts, n));
    }
    stream.flush();
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeRaw(int n) throws IOException {
    stream.writeRaw(before);
    stream.writeVal(texts.text(n));
    stream.writeRaw(after);
    if (shape.hasOffset()) {
      stream.writeVal(texts.offset(n));
      stream.writeRaw("}}");
    }
  }

  private void writeMembers(int n) throws IOException {
    stream.writeObjectStart();
    stream.writeObjectField(shape.kindName);
    stream.writeVal(shape.kind);
    stream.writeMore();
    stream.writeObjectField(shape.bodyName);
    stream.writeObjectStart();
    stream.writeObjectField(shape.idName);
    stream.writeVal(DeltaShape.ID_TEXT);
    stream.writeMore();
    stream.writeObjectField(shape.textName);
    stream.writeVal(texts.text(n));
    stream.writeMore();
    stream.writeObjectField(shape.lastName);
    if (shape.hasOffset()) {
      stream.writeVal(texts.offset(n));
    } else {
      stream.writeVal(DeltaShape.ROLE);
    }
    stream.writeObjectEnd();
    stream.writeObjectEnd();
  }
}
