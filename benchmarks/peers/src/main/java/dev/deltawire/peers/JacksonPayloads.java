package dev.deltawire.peers;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Messages that Jackson's streaming generator writes, one by one. The generator is kept and the
 * names are encoded once, as jackson-core's own performance notes advise.
 */
final class JacksonPayloads implements Payloads {

  private static final SerializableString TYPE = new SerializedString("type");
  private static final SerializableString DELTA = new SerializedString("chat.delta");
  private static final SerializableString PAYLOAD = new SerializedString("payload");
  private static final SerializableString CONVERSATION = new SerializedString("conversationId");
  private static final SerializableString CONTENT = new SerializedString("content");
  private static final SerializableString ROLE = new SerializedString("role");
  private static final SerializableString ASSISTANT = new SerializedString("assistant");

  private final Deltas deltas;
  private final Sink sink = new Sink();
  private final JsonGenerator json;

  JacksonPayloads(Deltas deltas) throws IOException {
    this.deltas = deltas;
    json =
        new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .createGenerator(sink);
  }

  @Override
  public void write(int stream, long token, ByteBuf out) throws IOException {
    sink.out = out;
    json.writeStartObject();
    write(TYPE, DELTA);
    json.writeFieldName(PAYLOAD);
    json.writeStartObject();
    json.writeFieldName(CONVERSATION);
    json.writeString(Deltas.conversation(stream));
    json.writeFieldName(CONTENT);
    json.writeString(deltas.raw(token));
    write(ROLE, ASSISTANT);
    json.writeEndObject();
    json.writeEndObject();
    json.flush();
  }

  private void write(SerializableString name, SerializableString value) throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  /** Appends to one buffer after the other. */
  private static final class Sink extends OutputStream {
    private ByteBuf out;

    @Override
    public void write(int b) {
      out.writeByte(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      out.writeBytes(bytes, offset, length);
    }
  }
}
