package dev.deltawire.model.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.time.Instant;

/**
 * What was said in a conversation, as all its participants see it (M-12).
 *
 * @param sender a handle, or {@link MessengerLimits#SYSTEM}
 * @param clientMsgId the sender's own id; a system message repeats {@code id}
 * @param seq its place in the conversation, from 1 on (M-25)
 * @param content a JSON object
 * @param metadata a JSON object
 */
public record Message(
    String id,
    String conversationId,
    String sender,
    String clientMsgId,
    long seq,
    MessageType type,
    RawJson content,
    RawJson metadata,
    Instant createdAt) {

  public Message {
    requireNonNull(id, "id");
    requireNonNull(conversationId, "conversation_id");
    requireNonNull(sender, "sender");
    Require.codePoints("client_msg_id", clientMsgId, 1, MessengerLimits.CLIENT_MSG_ID_CODE_POINTS);
    Require.integer("seq", seq, 1);
    requireNonNull(type, "type");
    Require.object("content", content, MessengerLimits.CONTENT_BYTES);
    Require.object("metadata", metadata, MessengerLimits.CONTENT_BYTES);
    requireNonNull(createdAt, "created_at");
  }
}
