package dev.deltawire.benchmarks.codec;

import com.jsoniter.output.JsonStream;
import dev.deltawire.benchmarks.HomeDelta;
import java.io.IOException;

/**
 * jsoniter's streaming writer, kept and used again.
 *
 * <p>It escapes all that is not ASCII, its default: without that, version 0.9.23 throws on
 * surrogate pairs.
 */
final class JsoniterWriter implements DeltaWriter {

  private final ByteArraySink sink = new ByteArraySink(MAX_BYTES);
  private final JsonStream stream = new JsonStream(sink, MAX_BYTES);
  private final String conversation = HomeDelta.CONVERSATION.toString();
  private final boolean constantsReady;

  /**
   * Makes a writer.
   *
   * @param constantsReady whether all but the content is written as one ready piece
   */
  JsoniterWriter(boolean constantsReady) {
    this.constantsReady = constantsReady;
  }

  @Override
  public int write(int token) throws IOException {
    sink.reset();
    if (constantsReady) {
      stream.writeRaw(HomeDelta.BEFORE_CONTENT);
      stream.writeVal(TOKENS.text(token));
      stream.writeRaw(HomeDelta.AFTER_CONTENT);
    } else {
      writeFields(TOKENS.text(token));
    }
    stream.flush();
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeFields(String content) throws IOException {
    stream.writeObjectStart();
    stream.writeObjectField("type");
    stream.writeVal("chat.delta");
    stream.writeMore();
    stream.writeObjectField("payload");
    stream.writeObjectStart();
    stream.writeObjectField("conversationId");
    stream.writeVal(conversation);
    stream.writeMore();
    stream.writeObjectField("content");
    stream.writeVal(content);
    stream.writeMore();
    stream.writeObjectField("role");
    stream.writeVal("assistant");
    stream.writeObjectEnd();
    stream.writeObjectEnd();
  }
}
