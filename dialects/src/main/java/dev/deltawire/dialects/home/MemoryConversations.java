package dev.deltawire.dialects.home;

import dev.deltawire.dialects.Prompt.Role;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Conversations in memory. */
final class MemoryConversations implements HomeStore.Conversations {

  private record Conversation(String userId, Map<UUID, Message> messages) {}

  private final Map<UUID, Conversation> conversations = new HashMap<>();

  /** What streaming messages have grown to. */
  private final Map<UUID, StringBuilder> drafts = new HashMap<>();

  @Override
  public synchronized void create(String userId, Message first) {
    conversations.put(first.conversationId(), new Conversation(userId, new LinkedHashMap<>()));
    append(first);
  }

  @Override
  public synchronized Optional<String> owner(UUID conversationId) {
    return Optional.ofNullable(conversations.get(conversationId)).map(Conversation::userId);
  }

  @Override
  public synchronized void append(Message message) {
    messagesOf(message.conversationId()).put(message.id(), message);
  }

  @Override
  public synchronized void progress(UUID conversationId, UUID messageId, String more) {
    if (isStreaming(messagesOf(conversationId).get(messageId))) {
      drafts.computeIfAbsent(messageId, id -> new StringBuilder()).append(more);
    }
  }

  @Override
  public synchronized void finish(Message message) {
    drafts.remove(message.id());
    messagesOf(message.conversationId())
        .computeIfPresent(message.id(), (id, old) -> isStreaming(old) ? message : old);
  }

  @Override
  public synchronized List<Message> messages(UUID conversationId) {
    return messagesOf(conversationId).values().stream().map(this::withDraft).toList();
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
      conversation.messages.replaceAll(
          (id, message) ->
              isStreaming(message)
                  ? message.ended(withDraft(message).content(), Optional.of(error))
                  : message);
    }
    drafts.clear();
  }

  private Map<UUID, Message> messagesOf(UUID conversationId) {
    Conversation conversation = conversations.get(conversationId);
    return conversation == null ? Map.of() : conversation.messages;
  }

  private Message withDraft(Message message) {
    StringBuilder draft = drafts.get(message.id());
    return draft == null ? message : message.withContent(draft.toString());
  }

  private static boolean isStreaming(Message message) {
    return message != null && message.status() == Message.Status.STREAMING;
  }
}
