package dev.deltawire.dialects.chat;

import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A message in memory and all that becomes of it. Guarded by its store. */
final class MemoryMessage {

  /** What a message takes beside its length, about. */
  private static final long OVERHEAD = 512;

  /** Who put what. */
  record Mark(String username, String emoji) {}

  final int depth;

  /** Greater than that of every message before. */
  final long number;

  final Map<Mark, Reaction> reactions = new LinkedHashMap<>();
  final Set<String> hiddenBy = new HashSet<>();
  boolean deleted;
  private Message message;

  /** What it has grown to while it streams. */
  private final StringBuilder draft = new StringBuilder();

  MemoryMessage(Message message, int depth, long number) {
    this.message = message;
    this.depth = depth;
    this.number = number;
  }

  /** The message as it is now. */
  Message message() {
    Message now = message.withReactions(List.copyOf(reactions.values()));
    return now.isStreaming() ? now.withContent(draft.toString()) : now;
  }

  StoredMessage stored() {
    return new StoredMessage(message(), depth, deleted);
  }

  MessageFacts facts() {
    return new MessageFacts(
        message.id(), message.conversationId(), message.sender(), isStreaming(), deleted);
  }

  boolean isStreaming() {
    return message.isStreaming();
  }

  boolean isBy(String username) {
    return message.sender().username().equals(username);
  }

  boolean isSeenBy(String username) {
    return !deleted && !hiddenBy.contains(username);
  }

  void grow(String more) {
    draft.append(more);
  }

  void end(String content, Instant at, String error) {
    message = message.ended(content, at, error);
    draft.setLength(0);
    draft.trimToSize();
  }

  /** What it takes, about, in characters. */
  long size() {
    return OVERHEAD + message.length() + draft.length() + (long) Reaction.LENGTH * reactions.size();
  }
}
