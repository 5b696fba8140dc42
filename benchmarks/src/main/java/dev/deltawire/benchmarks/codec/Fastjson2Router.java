package dev.deltawire.benchmarks.codec;

import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;

/** fastjson2's UTF-8 reader, made for each frame, as it has to be. */
final class Fastjson2Router extends SpanRouter {

  private final JSONReader.Context context = JSONFactory.createReadContext();
  private final long kindHash;
  private final long bodyHash;

  Fastjson2Router(ClientFrame frame) {
    kindHash = Fnv.hashCode64(frame.kindName);
    bodyHash = Fnv.hashCode64(frame.bodyName);
  }

  @Override
  public Object route(byte[] frame) {
    this.frame = frame;
    try (JSONReader json = JSONReader.of(frame, context)) {
      json.nextIfObjectStart();
      while (!json.nextIfObjectEnd()) {
        long name = json.readFieldNameHashCode();
        if (name == kindHash) {
          kind = json.readString();
        } else if (name == bodyHash) {
          bodyFrom = json.getOffset() - 1;
          json.skipValue();
          bodyTo = end(json.getOffset() - 1);
        } else {
          json.skipValue();
        }
      }
      return kind;
    }
  }

  /** The reader has gone on to the next character, beyond a comma. */
  private int end(int next) {
    int end = next;
    while (frame[end - 1] != '}') {
      end--;
    }
    return end;
  }
}
