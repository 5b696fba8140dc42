package dev.deltawire.peers;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.util.Map;

/** Messages that JSON-P's streaming generator writes, one by one: the JSON of Helidon SE. */
final class JsonpTexts {

  private static final int USUAL_CHARS = 256;

  private final Deltas deltas;
  private final JsonGeneratorFactory factory = Json.createGeneratorFactory(Map.of());

  JsonpTexts(Deltas deltas) {
    this.deltas = deltas;
  }

  String text(int stream, long token) {
    StringWriter text = new StringWriter(USUAL_CHARS);
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject()
          .write("type", "chat.delta")
          .writeStartObject("payload")
          .write("conversationId", Deltas.conversation(stream))
          .write("content", deltas.raw(token))
          .write("role", "assistant")
          .writeEnd()
          .writeEnd();
    }
    return text.toString();
  }
}
