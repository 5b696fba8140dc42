package dev.deltawire.dialects.messenger;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.model.messenger.MessengerLimits;
import java.time.Instant;

/**
 * What the server says in a conversation (M-12).
 *
 * @param at in whole milliseconds
 */
public record SystemMessage(String id, RawJson content, Instant at) {

  /** The message that it becomes at its place in a conversation. */
  public Message in(String conversationId, long seq) {
    return new Message(
        id,
        conversationId,
        MessengerLimits.SYSTEM,
        id,
        seq,
        MessageType.SYSTEM,
        content,
        RawJson.EMPTY_OBJECT,
        at);
  }
}
