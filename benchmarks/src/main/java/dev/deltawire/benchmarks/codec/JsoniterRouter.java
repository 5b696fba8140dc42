package dev.deltawire.benchmarks.codec;

import com.jsoniter.JsonIterator;
import com.jsoniter.any.Any;
import java.io.IOException;

/** jsoniter's iterator, kept and used again; the body as its lazy span. */
final class JsoniterRouter implements Router {

  private final JsonIterator json = new JsonIterator();
  private final String kindName;
  private final String bodyName;
  private String kind;
  private Any body;

  JsoniterRouter(ClientFrame frame) {
    kindName = frame.kindName;
    bodyName = frame.bodyName;
  }

  @Override
  public Object route(byte[] frame) throws IOException {
    json.reset(frame);
    for (String name = json.readObject(); name != null; name = json.readObject()) {
      if (name.equals(kindName)) {
        kind = json.readString();
      } else if (name.equals(bodyName)) {
        body = json.readAny();
      } else {
        json.skip();
      }
    }
    return kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public String body() {
    return body.toString();
  }
}
