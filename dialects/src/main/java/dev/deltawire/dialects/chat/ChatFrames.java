package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.server.Frame;

/** Server frames in the forms in which they travel. */
final class ChatFrames {

  private ChatFrames() {}

  /** Ready for connections. */
  static Frame frame(ChatServerFrame frame) {
    return Frame.text(frame, ChatEncoder::encode);
  }

  static JsonWriter write(ChatServerFrame frame) {
    JsonWriter json = JsonWriter.create();
    ChatEncoder.encode(frame, json);
    return json;
  }
}
