package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Something that was said in a conversation (C-12).
 *
 * @param content of a streaming message a prefix
 * @param replyToId the message that it answers, or null
 * @param finalizedAt null while it streams
 * @param clientMsgId the sender's own id, or null
 * @param attachments empty when there are none
 * @param error why an agent failed, or null
 */
public record Message(
    UUID id,
    UUID conversationId,
    Account sender,
    String content,
    UUID replyToId,
    Instant createdAt,
    Instant finalizedAt,
    List<Reaction> reactions,
    String clientMsgId,
    List<Attachment> attachments,
    String error)
    implements ChatResult {

  public Message {
    requireNonNull(id, "id");
    requireNonNull(conversationId, "conversation_id");
    requireNonNull(sender, "sender");
    requireNonNull(content, "content");
    requireNonNull(createdAt, "created_at");
    reactions = List.copyOf(reactions);
    attachments = List.copyOf(attachments);
  }

  /** An agent's message before its first word (C-17). */
  public static Message placeholder(
      UUID id, UUID conversationId, Account agent, Instant createdAt) {
    return new Message(
        id, conversationId, agent, "", null, createdAt, null, List.of(), null, List.of(), null);
  }

  /** Whether an agent is still writing it. */
  public boolean isStreaming() {
    return finalizedAt == null;
  }

  /** What it says and all that hangs on it, about, in UTF-16 units. */
  public long length() {
    return content.length()
        + attachments.stream().mapToLong(Attachment::length).sum()
        + (long) Reaction.LENGTH * reactions.size();
  }

  /** The same with the content that it has now. */
  public Message withContent(String text) {
    return new Message(
        id,
        conversationId,
        sender,
        text,
        replyToId,
        createdAt,
        finalizedAt,
        reactions,
        clientMsgId,
        attachments,
        error);
  }

  /** The same, ended; failed unless {@code failure} is null (C-45). */
  public Message ended(String text, Instant at, String failure) {
    return new Message(
        id,
        conversationId,
        sender,
        text,
        replyToId,
        createdAt,
        at,
        reactions,
        clientMsgId,
        attachments,
        failure);
  }

  /** The same with other reactions. */
  public Message withReactions(List<Reaction> now) {
    return new Message(
        id,
        conversationId,
        sender,
        content,
        replyToId,
        createdAt,
        finalizedAt,
        now,
        clientMsgId,
        attachments,
        error);
  }
}
