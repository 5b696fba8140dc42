package dev.deltawire.benchmarks.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Jackson's parser, made for each frame, as it has to be. */
final class JacksonRouter extends SpanRouter {

  private final JsonFactory factory = new JsonFactory();
  private final String kindName;
  private final String bodyName;

  JacksonRouter(ClientFrame frame) {
    kindName = frame.kindName;
    bodyName = frame.bodyName;
  }

  @Override
  public Object route(byte[] frame) throws IOException {
    this.frame = frame;
    try (JsonParser json = factory.createParser(frame)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        if (name.equals(kindName)) {
          kind = json.nextTextValue();
        } else if (name.equals(bodyName)) {
          json.nextToken();
          bodyFrom = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          bodyTo = (int) json.currentLocation().getByteOffset();
        } else {
          json.nextToken();
          json.skipChildren();
        }
      }
      return kind;
    }
  }
}
