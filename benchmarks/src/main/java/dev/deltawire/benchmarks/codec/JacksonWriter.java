package dev.deltawire.benchmarks.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.deltawire.benchmarks.HomeDelta;
import java.io.IOException;

/** Jackson's streaming generator, kept and used again, with field names encoded beforehand. */
final class JacksonWriter implements DeltaWriter {

  private static final SerializableString TYPE = new SerializedString("type");
  private static final SerializableString CHAT_DELTA = new SerializedString("chat.delta");
  private static final SerializableString PAYLOAD = new SerializedString("payload");
  private static final SerializableString CONVERSATION_ID = new SerializedString("conversationId");
  private static final SerializableString CONTENT = new SerializedString("content");
  private static final SerializableString ROLE = new SerializedString("role");
  private static final SerializableString ASSISTANT = new SerializedString("assistant");
  private static final SerializableString BEFORE = new SerializedString(HomeDelta.BEFORE_CONTENT);
  private static final SerializableString AFTER = new SerializedString(HomeDelta.AFTER_CONTENT);

  private final ByteArraySink sink = new ByteArraySink(MAX_BYTES);
  private final JsonGenerator json;
  private final SerializableString conversation =
      new SerializedString(HomeDelta.CONVERSATION.toString());
  private final boolean constantsReady;

  /**
   * Makes a writer.
   *
   * @param constantsReady whether all but the content is written as one ready piece
   */
  JacksonWriter(boolean constantsReady) throws IOException {
    this.constantsReady = constantsReady;
    json =
        JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .createGenerator(sink);
    json.setRootValueSeparator(null);
  }

  @Override
  public int write(int token) throws IOException {
    sink.reset();
    if (constantsReady) {
      json.writeRaw(BEFORE);
      json.writeString(TOKENS.text(token));
      json.writeRaw(AFTER);
    } else {
      writeFields(TOKENS.text(token));
    }
    json.flush();
    return sink.length();
  }

  @Override
  public byte[] destination() {
    return sink.array();
  }

  private void writeFields(String content) throws IOException {
    json.writeStartObject();
    json.writeFieldName(TYPE);
    json.writeString(CHAT_DELTA);
    json.writeFieldName(PAYLOAD);
    json.writeStartObject();
    json.writeFieldName(CONVERSATION_ID);
    json.writeString(conversation);
    json.writeFieldName(CONTENT);
    json.writeString(content);
    json.writeFieldName(ROLE);
    json.writeString(ASSISTANT);
    json.writeEndObject();
    json.writeEndObject();
  }
}
