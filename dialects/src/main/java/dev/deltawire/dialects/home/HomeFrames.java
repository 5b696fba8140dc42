package dev.deltawire.dialects.home;

import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.Frame;

/** Server frames in the forms in which they travel. */
final class HomeFrames {

  private HomeFrames() {}

  /** Ready for connections. */
  static Frame frame(HomeServerFrame frame) {
    return Frame.text(frame, HomeEncoder::encode);
  }

  static JsonWriter write(HomeServerFrame frame) {
    JsonWriter json = JsonWriter.create();
    HomeEncoder.encode(frame, json);
    return json;
  }
}
