package dev.deltawire.dialects.home;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.StoreException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Conversations in memory: as many of those used last as fit.
 *
 * <p>One that a reply is being written to is never forgotten; when too many are, nothing is added.
 */
final class MemoryConversations implements HomeStore.Conversations {

  /** What a message takes beside its content, about. */
  private static final long MESSAGE_OVERHEAD = 512;

  /**
   * What a running reply takes beside its text, its stream and its engine's run included, about.
   */
  private static final long RUNNING_OVERHEAD = 4096;

  /** How many times the size at which the oldest are forgotten all may take. */
  private static final int FULL = 2;

  /** Conversations that are looked at, for one to forget, when a message is appended. */
  private static final int LOOKS = 8;

  private static final class Conversation {
    final String userId;
    final Map<UUID, Message> messages = new LinkedHashMap<>();
    long size;
    int running;

    Conversation(String userId) {
      this.userId = userId;
    }

    /** Puts a message in the place of an earlier state of it; returns by how much that grew. */
    long put(Message message) {
      Message old = messages.put(message.id(), message);
      running += (isStreaming(message) ? 1 : 0) - (isStreaming(old) ? 1 : 0);
      long growth = sizeOf(message) - (old == null ? 0 : sizeOf(old));
      size += growth;
      return growth;
    }
  }

  private final long maxSize;

  /** The one that was used longest ago comes first. */
  private final LinkedHashMap<UUID, Conversation> conversations =
      new LinkedHashMap<>(16, 0.75f, true);

  /** What streaming messages have grown to. */
  private final Map<UUID, StringBuilder> drafts = new HashMap<>();

  private long size;

  /**
   * No conversations.
   *
   * @param maxSize characters, all in all, above which the oldest are forgotten
   */
  MemoryConversations(long maxSize) {
    this.maxSize = maxSize;
  }

  @Override
  public synchronized void create(String userId, Message first) throws StoreException {
    requireRoom();
    conversations.put(first.conversationId(), new Conversation(userId));
    append(first);
  }

  @Override
  public synchronized Optional<String> owner(UUID conversationId) {
    return Optional.ofNullable(conversations.get(conversationId)).map(c -> c.userId);
  }

  @Override
  public synchronized void append(Message message) throws StoreException {
    Conversation conversation = conversations.get(message.conversationId());
    if (conversation == null) {
      throw StoreException.noRoom("the conversation is forgotten");
    }
    requireRoom();
    size += conversation.put(message);
    forgetOldest(message.conversationId());
  }

  @Override
  public synchronized Optional<Message> find(UUID conversationId, UUID messageId) {
    return Optional.ofNullable(messagesOf(conversationId).get(messageId)).map(this::withDraft);
  }

  @Override
  public synchronized void progress(UUID conversationId, UUID messageId, Iterable<String> more) {
    if (isStreaming(messagesOf(conversationId).get(messageId))) {
      String added = String.join("", more);
      drafts.computeIfAbsent(messageId, id -> new StringBuilder()).append(added);
      size += added.length();
    }
  }

  @Override
  public synchronized void finish(Message message) throws StoreException {
    StringBuilder draft = drafts.remove(message.id());
    size -= draft == null ? 0 : draft.length();
    Conversation conversation = conversations.get(message.conversationId());
    if (conversation != null) {
      if (!isStreaming(conversation.messages.get(message.id()))) {
        throw StoreException.of("the message has ended before", null);
      }
      size += conversation.put(message);
      forgetOldest(message.conversationId());
    }
  }

  @Override
  public synchronized void finishBehind(
      Message message, Iterable<String> rest, Optional<String> error) throws StoreException {
    progress(message.conversationId(), message.id(), rest);
    finish(message.ended(withDraft(message).content(), error));
  }

  @Override
  public synchronized List<Message> messages(UUID conversationId) {
    return HistoryBudget.newest(
        messagesOf(conversationId).values().stream().map(this::withDraft).toList(),
        message -> message.content().length());
  }

  @Override
  public synchronized Optional<Message> lastReply(UUID conversationId) {
    return messagesOf(conversationId).values().stream()
        .filter(message -> message.role() == Role.ASSISTANT)
        .reduce((earlier, later) -> later)
        .map(this::withDraft);
  }

  @Override
  public synchronized void failUnfinished(String error) {
    for (Conversation conversation : conversations.values()) {
      List.copyOf(conversation.messages.values()).stream()
          .filter(MemoryConversations::isStreaming)
          .map(message -> message.ended(withDraft(message).content(), Optional.of(error)))
          .forEach(message -> size += conversation.put(message));
    }
    drafts.values().forEach(draft -> size -= draft.length());
    drafts.clear();
  }

  /** */
  private void requireRoom() throws StoreException {
    if (size >= FULL * maxSize) {
      throw StoreException.noRoom("too many replies are running");
    }
  }

  /** Forgets what does not fit; what can't be forgotten now is looked at again last. */
  private void forgetOldest(UUID current) {
    for (int i = 0; size > maxSize && i < LOOKS; i++) {
      UUID oldest = conversations.keySet().iterator().next();
      Conversation conversation = conversations.get(oldest); // which makes it the newest
      if (conversation.running == 0 && !oldest.equals(current)) {
        conversations.remove(oldest);
        size -= conversation.size;
      }
    }
  }

  private Map<UUID, Message> messagesOf(UUID conversationId) {
    Conversation conversation = conversations.get(conversationId);
    return conversation == null ? Map.of() : conversation.messages;
  }

  private Message withDraft(Message message) {
    StringBuilder draft = drafts.get(message.id());
    return draft == null ? message : message.withContent(draft.toString());
  }

  private static long sizeOf(Message message) {
    long overhead = isStreaming(message) ? RUNNING_OVERHEAD : MESSAGE_OVERHEAD;
    return overhead + message.content().length();
  }

  private static boolean isStreaming(Message message) {
    return message != null && message.status() == Message.Status.STREAMING;
  }
}
