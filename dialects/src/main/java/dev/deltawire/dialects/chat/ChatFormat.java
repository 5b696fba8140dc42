package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.WireFormat;
import java.util.UUID;

/** How the text of a streaming message looks on the wire (C-18). */
final class ChatFormat implements WireFormat<StreamEnd> {

  private final DeltaTemplate delta;

  ChatFormat(UUID messageId) {
    delta = ChatEncoder.delta(messageId);
  }

  @Override
  public DeltaTemplate delta() {
    return delta;
  }

  @Override
  public void encode(StreamEnd event, JsonWriter out) {
    // the conversation tells of the end
  }
}
