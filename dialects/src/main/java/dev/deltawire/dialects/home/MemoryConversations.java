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
  public synchronized void progress(Message message) {
    replaceStreaming(message);
  }

  @Override
  public synchronized void finish(Message message) {
    replaceStreaming(message);
  }

  @Override
  public synchronized List<Message> messages(UUID conversationId) {
    return List.copyOf(messagesOf(conversationId).values());
  }

  @Override
  public synchronized Optional<Message> lastReply(UUID conversationId) {
    return messagesOf(conversationId).values().stream()
        .filter(message -> message.role() == Role.ASSISTANT)
        .reduce((earlier, later) -> later);
  }

  @Override
  public synchronized void failUnfinished(String error) {
    for (Conversation conversation : conversations.values()) {
      conversation.messages.replaceAll(
          (id, message) ->
              message.status() == Message.Status.STREAMING
                  ? message.ended(message.content(), Optional.of(error))
                  : message);
    }
  }

  private Map<UUID, Message> messagesOf(UUID conversationId) {
    Conversation conversation = conversations.get(conversationId);
    return conversation == null ? Map.of() : conversation.messages;
  }

  /** A late progress doesn't undo the end. */
  private void replaceStreaming(Message message) {
    messagesOf(message.conversationId())
        .computeIfPresent(
            message.id(), (id, old) -> old.status() == Message.Status.STREAMING ? message : old);
  }
}
