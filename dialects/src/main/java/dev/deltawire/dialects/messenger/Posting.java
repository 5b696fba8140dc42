package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;
import java.time.Instant;

/**
 * A draft with all that a store needs to keep it.
 *
 * @param id the message's
 * @param newConversation the conversation's id if the draft is the first between two agents
 * @param at in whole milliseconds
 * @param maxBacklog how many undelivered messages a direct recipient has when it gets no more
 */
public record Posting(Draft draft, String id, String newConversation, Instant at, long maxBacklog) {

  /** The message that it becomes at its place in a conversation. */
  public Message in(String conversationId, long seq) {
    return new Message(
        id,
        conversationId,
        draft.sender(),
        draft.clientMsgId(),
        seq,
        draft.type(),
        draft.content(),
        draft.metadata(),
        at);
  }
}
