package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Conversation;
import dev.deltawire.model.chat.ConversationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Accounts and conversations in memory. */
final class MemoryRooms implements ChatStore.Accounts, ChatStore.Conversations {

  /** A conversation and what changes in it. */
  private static final class Room {
    final ChatRoom created;
    final List<MemoryMessage> messages = new ArrayList<>();

    /** The number of the last message that each participant has read. */
    final Map<String, Long> read = new HashMap<>();

    Instant updatedAt;
    long lastNumber;
    int lastDepth;

    Room(ChatRoom created) {
      this.created = created;
      this.updatedAt = created.updatedAt();
    }

    ChatRoom now() {
      return new ChatRoom(
          created.id(), created.kind(), created.title(), created.participants(), updatedAt);
    }

    long unread(String username) {
      long seen = read.getOrDefault(username, 0L);
      return messages.stream()
          .filter(m -> m.number > seen && !m.isBy(username) && m.isSeenBy(username))
          .count();
    }
  }

  private static final Comparator<Room> NEWEST_FIRST =
      Comparator.comparing((Room room) -> room.updatedAt)
          .thenComparing(room -> room.lastNumber)
          .reversed();

  private final NavigableMap<String, Participant> accounts = new TreeMap<>();
  private final Map<UUID, Room> rooms = new HashMap<>();
  private final Map<Set<String>, UUID> direct = new HashMap<>();

  @Override
  public synchronized boolean add(Participant account) {
    return accounts.putIfAbsent(account.account().username(), account) == null;
  }

  @Override
  public synchronized Optional<Participant> find(String username) {
    return Optional.ofNullable(accounts.get(username));
  }

  @Override
  public synchronized List<Account> list(String after, int limit) {
    return accounts.tailMap(after, false).values().stream()
        .limit(limit)
        .map(Participant::account)
        .toList();
  }

  @Override
  public synchronized ChatRoom add(
      UUID id, Optional<String> title, List<String> usernames, Instant now) {
    boolean isDirect = usernames.size() == 2;
    if (isDirect) {
      UUID known = direct.putIfAbsent(Set.copyOf(usernames), id);
      if (known != null) {
        return rooms.get(known).now();
      }
    }
    ChatRoom created =
        new ChatRoom(
            id,
            isDirect ? ConversationKind.DIRECT : ConversationKind.GROUP,
            isDirect ? Optional.empty() : title,
            usernames.stream().map(accounts::get).toList(),
            now);
    rooms.put(id, new Room(created));
    return created;
  }

  @Override
  public synchronized Optional<ChatRoom> find(UUID id) {
    return Optional.ofNullable(rooms.get(id)).map(Room::now);
  }

  @Override
  public synchronized List<Conversation> list(String username) {
    HistoryBudget budget = HistoryBudget.create();
    return rooms.values().stream()
        .filter(room -> room.created.find(username).isPresent())
        .sorted(NEWEST_FIRST)
        .takeWhile(room -> budget.takes(room.created.length()))
        .map(room -> room.now().seenWith(room.unread(username)))
        .toList();
  }

  @Override
  public synchronized long unread(UUID id, String username) {
    return rooms.get(id).unread(username);
  }

  @Override
  public synchronized void markRead(UUID id, String username) {
    Room room = rooms.get(id);
    room.read.put(username, room.lastNumber);
  }

  /** Notes a message that has been appended. */
  synchronized void appended(MemoryMessage added) {
    Room room = rooms.get(added.message().conversationId());
    room.messages.add(added);
    room.updatedAt = added.message().createdAt();
    room.lastNumber = added.number;
    room.lastDepth = added.depth;
    room.read.put(added.message().sender().username(), added.number);
  }

  /** Forgets a message. */
  synchronized void forget(MemoryMessage message) {
    rooms.get(message.message().conversationId()).messages.remove(message);
  }

  synchronized int depth(UUID id) {
    return rooms.get(id).lastDepth;
  }

  /** The messages of a conversation, oldest first. */
  synchronized List<MemoryMessage> messages(UUID id) {
    return List.copyOf(rooms.get(id).messages);
  }
}
