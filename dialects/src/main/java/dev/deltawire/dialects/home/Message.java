package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Prompt.Role;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One message of a conversation.
 *
 * @param replyTo the user's message that an assistant's message answers
 * @param error what a failed reply failed with (H-35)
 */
public record Message(
    UUID id,
    UUID conversationId,
    Role role,
    String content,
    Instant createdAt,
    Optional<UUID> replyTo,
    Status status,
    Optional<String> error) {

  /** How far a message has come. */
  public enum Status {
    /** It is being written; the content is a prefix. */
    STREAMING,
    /** It is whole. */
    COMPLETE,
    /** It ended too early, for the reason that {@link Message#error} tells. */
    FAILED
  }

  /** What a user said. */
  public static Message ofUser(UUID id, UUID conversationId, String content, Instant createdAt) {
    return new Message(
        id,
        conversationId,
        Role.USER,
        content,
        createdAt,
        Optional.empty(),
        Status.COMPLETE,
        Optional.empty());
  }

  /** A reply before its first word. */
  public static Message replyTo(Message user, UUID id, Instant createdAt) {
    return new Message(
        id,
        user.conversationId,
        Role.ASSISTANT,
        "",
        createdAt,
        Optional.of(user.id),
        Status.STREAMING,
        Optional.empty());
  }

  /** This message with more content. */
  public Message withContent(String text) {
    return new Message(id, conversationId, role, text, createdAt, replyTo, status, error);
  }

  /** This message, ended; failed if there is an error. */
  public Message ended(String text, Optional<String> failure) {
    Status end = failure.isPresent() ? Status.FAILED : Status.COMPLETE;
    return new Message(id, conversationId, role, text, createdAt, replyTo, end, failure);
  }
}
