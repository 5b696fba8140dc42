package dev.deltawire.dialects.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.ConversationKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A conversation as the server knows it; {@link Conversation} is what one participant sees of it.
 *
 * @param participants in the order in which it was created with them; always the same
 */
public record ChatRoom(
    UUID id,
    ConversationKind kind,
    Optional<String> title,
    List<Participant> participants,
    Instant updatedAt) {

  public ChatRoom {
    requireNonNull(id, "id");
    requireNonNull(kind, "kind");
    requireNonNull(title, "title");
    participants = List.copyOf(participants);
    requireNonNull(updatedAt, "updatedAt");
  }

  /** What those who take part take of a {@link HistoryBudget}. */
  public long length() {
    return (long) HistoryBudget.OVERHEAD * participants.size();
  }

  /** The participant of that name. */
  public Optional<Account> find(String username) {
    return participants.stream()
        .map(Participant::account)
        .filter(account -> account.username().equals(username))
        .findFirst();
  }

  /** What somebody with so many unread messages sees. */
  public Conversation seenWith(long unreadCount) {
    return new Conversation(
        id,
        kind,
        title.orElse(null),
        participants.stream().map(Participant::account).toList(),
        updatedAt,
        unreadCount);
  }
}
