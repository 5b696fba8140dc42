package dev.deltawire.gateway.chat;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.Frames;
import java.io.IOException;

/**
 * One streamed message as a client got it.
 *
 * @param id the message's
 * @param text of all deltas together
 */
record Streamed(String id, String text) {

  /** Reads past whatever comes before, up to the message's end or so many deltas. */
  static Streamed read(DemoClient client, int deltas) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder();
    String id = "";
    int seen = 0;
    boolean complete = false;
    while (!complete && seen < deltas) {
      RawJsonView frame = client.next();
      complete = Frames.text(frame, "method").equals("events.messageComplete");
      if (Frames.text(frame, "method").equals("events.messageDelta")) {
        id = Frames.text(frame, "params", "id");
        text.append(Frames.text(frame, "params", "delta"));
        seen++;
      }
    }
    return new Streamed(id, text.toString());
  }
}
