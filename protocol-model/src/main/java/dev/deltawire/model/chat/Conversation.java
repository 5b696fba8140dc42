package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A room, as one of its participants sees it (C-11).
 *
 * @param title null when there is none
 * @param unreadCount messages that the participant has not seen; 0 is left out on the wire
 */
public record Conversation(
    UUID id,
    ConversationKind kind,
    String title,
    List<Account> participants,
    Instant updatedAt,
    long unreadCount)
    implements ChatResult {

  public Conversation {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    if (title != null) {
      Require.codePoints("title", title, 1, ChatLimits.TITLE_CODE_POINTS);
    }
    participants = List.copyOf(participants);
    requireNonNull(updatedAt, "updated_at");
    Require.integer("unread_count", unreadCount, 0);
  }
}
