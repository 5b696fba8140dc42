package dev.deltawire.dialects.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.chat.ChatServerFrame;
import dev.deltawire.model.chat.ChatServerFrame.MessageDeleted;
import dev.deltawire.server.WireFormat;
import java.util.UUID;

/**
 * How a streaming message looks on the wire (C-18, C-19).
 *
 * <p>A deletion ends the stream without a word: it is one event for all messages that it deletes,
 * and everybody gets that behind the last delta (C-48).
 */
final class ChatFormat implements WireFormat<ChatServerFrame> {

  private final DeltaTemplate delta;

  ChatFormat(UUID messageId) {
    delta = ChatEncoder.delta(messageId);
  }

  @Override
  public DeltaTemplate delta() {
    return delta;
  }

  @Override
  public void encode(ChatServerFrame event, JsonWriter out) {
    if (!(event instanceof MessageDeleted)) {
      ChatEncoder.encode(event, out);
    }
  }
}
