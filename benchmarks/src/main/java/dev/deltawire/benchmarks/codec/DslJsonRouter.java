package dev.deltawire.benchmarks.codec;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** dsl-json's reader, kept and used again. */
final class DslJsonRouter extends SpanRouter {

  private final JsonReader<Object> json = new DslJson<>().newReader();
  private final byte[] kindName;
  private final byte[] bodyName;

  DslJsonRouter(ClientFrame frame) {
    kindName = frame.kindName.getBytes(StandardCharsets.US_ASCII);
    bodyName = frame.bodyName.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Object route(byte[] frame) throws IOException {
    this.frame = frame;
    json.process(frame, frame.length);
    json.getNextToken();
    do {
      json.getNextToken();
      json.fillNameWeakHash();
      json.getNextToken();
      member();
    } while (json.last() == ',');
    return kind;
  }

  private void member() throws IOException {
    if (json.wasLastName(kindName)) {
      kind = json.readString();
      json.getNextToken();
    } else if (json.wasLastName(bodyName)) {
      bodyFrom = json.getCurrentIndex() - 1;
      byte next = json.skip();
      bodyTo = json.getCurrentIndex() - (next == ',' || next == '}' ? 1 : 0);
    } else {
      json.skip();
    }
  }
}
