package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.HistoryBudget;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.Message;
import dev.deltawire.model.chat.Reaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Messages and reactions in memory: as many of the newest as fit.
 *
 * <p>One that streams is never forgotten; when too many do, nothing is added.
 */
final class MemoryMessages implements ChatStore.Messages, ChatStore.Reactions {

  /** How many times the size at which the oldest are forgotten all may take. */
  private static final int FULL = 2;

  private record SentId(String sender, String clientMsgId) {}

  private final MemoryRooms rooms;
  private final long maxSize;

  /** The oldest first. */
  private final Map<UUID, MemoryMessage> messages = new LinkedHashMap<>();

  private final Map<SentId, UUID> sent = new HashMap<>();
  private long lastNumber;
  private long size;

  /**
   * No messages.
   *
   * @param maxSize characters, all in all, above which the oldest are forgotten
   */
  MemoryMessages(MemoryRooms rooms, long maxSize) {
    this.rooms = rooms;
    this.maxSize = maxSize;
  }

  @Override
  public synchronized Optional<Message> append(Message message, int depth) throws StoreException {
    Optional<Message> earlier = sent(message.sender().username(), message.clientMsgId());
    if (earlier.isPresent()) {
      return earlier;
    }
    if (size >= FULL * maxSize) {
      throw StoreException.noRoom("too many messages are being written");
    }
    MemoryMessage added = new MemoryMessage(message, depth, ++lastNumber);
    messages.put(message.id(), added);
    if (message.clientMsgId() != null) {
      sent.put(new SentId(message.sender().username(), message.clientMsgId()), message.id());
    }
    rooms.appended(added);
    size += added.size();
    forgetOldest();
    return Optional.empty();
  }

  @Override
  public synchronized Optional<Message> sent(String sender, String clientMsgId) {
    return Optional.ofNullable(sent.get(new SentId(sender, clientMsgId)))
        .map(id -> messages.get(id).message());
  }

  @Override
  public synchronized List<StoredMessage> find(Collection<UUID> ids) {
    return ids.stream()
        .map(messages::get)
        .filter(Objects::nonNull)
        .map(MemoryMessage::stored)
        .toList();
  }

  @Override
  public synchronized List<MessageFacts> facts(Collection<UUID> ids) {
    return ids.stream()
        .map(messages::get)
        .filter(Objects::nonNull)
        .map(MemoryMessage::facts)
        .toList();
  }

  @Override
  public synchronized boolean isHidden(UUID id, String username) throws StoreException {
    return known(id).hiddenBy.contains(username);
  }

  @Override
  public int depth(UUID conversationId) {
    return rooms.depth(conversationId);
  }

  @Override
  public synchronized List<Message> history(
      UUID conversationId, String reader, int limit, Optional<UUID> before) throws StoreException {
    long end = before.isPresent() ? known(before.get()).number : Long.MAX_VALUE;
    List<MemoryMessage> seen =
        rooms.messages(conversationId).stream()
            .filter(m -> m.number < end && m.isSeenBy(reader))
            .toList();
    return HistoryBudget.newest(
        seen.subList(Math.max(0, seen.size() - limit), seen.size()).stream()
            .map(MemoryMessage::message)
            .toList(),
        Message::length);
  }

  @Override
  public synchronized void progress(UUID id, Iterable<String> more) {
    MemoryMessage message = messages.get(id);
    if (message.isStreaming()) {
      String added = String.join("", more);
      message.grow(added);
      size += added.length();
    }
  }

  @Override
  public synchronized Optional<Message> finish(
      UUID id, String content, Instant at, Optional<String> error) {
    MemoryMessage message = messages.get(id);
    if (message.deleted || !message.isStreaming()) {
      return Optional.empty();
    }
    end(message, content, at, error.orElse(null));
    forgetOldest();
    return Optional.of(message.message());
  }

  @Override
  public synchronized Optional<Message> finishBehind(
      UUID id, Iterable<String> rest, Instant at, Optional<String> error) {
    progress(id, rest);
    return finish(id, messages.get(id).message().content(), at, error);
  }

  @Override
  public synchronized void delete(Collection<UUID> ids, Instant at) {
    for (MemoryMessage message :
        ids.stream().map(messages::get).filter(Objects::nonNull).toList()) {
      message.deleted = true;
      if (message.isStreaming()) {
        end(message, message.message().content(), at, null);
      }
    }
  }

  @Override
  public synchronized void hide(String username, Collection<UUID> ids) throws StoreException {
    List<MemoryMessage> hidden = new ArrayList<>();
    for (UUID id : ids) {
      hidden.add(known(id));
    }
    hidden.forEach(message -> message.hiddenBy.add(username));
  }

  @Override
  public synchronized void failUnfinished(String error) {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
    messages.values().stream()
        .filter(MemoryMessage::isStreaming)
        .forEach(message -> end(message, message.message().content(), now, error));
  }

  @Override
  public synchronized Optional<Reaction> add(Reaction reaction) throws StoreException {
    return put(known(reaction.messageId()), reaction);
  }

  @Override
  public synchronized boolean remove(UUID messageId, String username, String emoji)
      throws StoreException {
    return take(known(messageId), new MemoryMessage.Mark(username, emoji));
  }

  @Override
  public synchronized List<String> emojis(UUID messageId, String username) throws StoreException {
    return known(messageId).reactions.keySet().stream()
        .filter(mark -> mark.username().equals(username))
        .map(MemoryMessage.Mark::emoji)
        .toList();
  }

  @Override
  public synchronized ChatStore.Change replace(
      UUID messageId, Account reactor, Collection<String> emojis, Instant at)
      throws StoreException {
    MemoryMessage message = known(messageId);
    List<MemoryMessage.Mark> gone =
        message.reactions.keySet().stream()
            .filter(m -> m.username().equals(reactor.username()) && !emojis.contains(m.emoji()))
            .toList();
    gone.forEach(mark -> take(message, mark));
    List<Reaction> added =
        emojis.stream()
            .map(emoji -> new Reaction(messageId, reactor, emoji, at))
            .filter(reaction -> put(message, reaction).isEmpty())
            .toList();
    return new ChatStore.Change(added, gone.stream().map(MemoryMessage.Mark::emoji).toList());
  }

  private Optional<Reaction> put(MemoryMessage message, Reaction reaction) {
    size -= message.size();
    MemoryMessage.Mark mark =
        new MemoryMessage.Mark(reaction.reactor().username(), reaction.emoji());
    Reaction earlier = message.reactions.putIfAbsent(mark, reaction);
    size += message.size();
    return Optional.ofNullable(earlier);
  }

  private boolean take(MemoryMessage message, MemoryMessage.Mark mark) {
    size -= message.size();
    boolean taken = message.reactions.remove(mark) != null;
    size += message.size();
    return taken;
  }

  /** A message that there was when the caller looked. */
  private MemoryMessage known(UUID id) throws StoreException {
    MemoryMessage message = messages.get(id);
    if (message == null) {
      throw StoreException.noRoom("the message is forgotten");
    }
    return message;
  }

  private void end(MemoryMessage message, String content, Instant at, String error) {
    size -= message.size();
    message.end(content, at, error);
    size += message.size();
  }

  private void forgetOldest() {
    Iterator<MemoryMessage> oldest = messages.values().iterator();
    while (size > maxSize && oldest.hasNext()) {
      MemoryMessage message = oldest.next();
      if (!message.isStreaming() && messages.size() > 1) {
        oldest.remove();
        forget(message);
      }
    }
  }

  private void forget(MemoryMessage forgotten) {
    Message message = forgotten.message();
    size -= forgotten.size();
    sent.remove(new SentId(message.sender().username(), message.clientMsgId()));
    rooms.forget(forgotten);
  }
}
