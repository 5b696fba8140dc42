package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;

/** Mailboxes in memory. */
final class MemoryMailboxes implements MessengerStore.Mailboxes {

  private final MemoryMessengerState state;

  MemoryMailboxes(MemoryMessengerState state) {
    this.state = state;
  }

  @Override
  public MailboxPosition position(String handle) {
    synchronized (state) {
      MemoryMailbox mailbox = state.mailbox(handle);
      Map<String, Long> readAbove = new HashMap<>();
      for (MemoryConversation conversation : state.conversations.values()) {
        MemoryParticipant participant = conversation.participants().get(handle);
        if (participant != null && participant.isReadAboveFloor()) {
          readAbove.put(conversation.id(), participant.readThrough());
        }
      }
      return new MailboxPosition(mailbox.floor(), mailbox.top(), readAbove);
    }
  }

  @Override
  public List<MailItem> page(String handle, long after, int limit) {
    PageBudget budget = PageBudget.ofDrain();
    synchronized (state) {
      return state.mailbox(handle).after(after).stream()
          .limit(limit)
          .takeWhile(item -> budget.takes(item.message()))
          .toList();
    }
  }

  @Override
  public List<Entry> undelivered(
      String handle, long after, Optional<String> conversation, int limit) {
    synchronized (state) {
      MemoryMailbox mailbox = state.mailbox(handle);
      PageBudget budget = PageBudget.ofAnswer();
      return mailbox.after(Math.max(after, mailbox.floor())).stream()
          .map(MailItem::message)
          .filter(m -> conversation.isEmpty() || conversation.get().equals(m.conversationId()))
          .map(m -> state.conversations.get(m.conversationId()).entry(m, handle))
          .filter(entry -> entry.status() == DeliveryStatus.STORED)
          .limit(limit)
          .takeWhile(entry -> budget.reads(entry.message()))
          .toList();
    }
  }

  @Override
  public long backlog(String handle) {
    synchronized (state) {
      return state.mailbox(handle).backlog();
    }
  }

  @Override
  public void deliver(Map<String, Long> through) {
    synchronized (state) {
      through.forEach(this::raise);
    }
  }

  @Override
  public OptionalLong deliverThrough(String handle, long number) {
    synchronized (state) {
      return number < 1 || number > state.mailbox(handle).top()
          ? OptionalLong.empty()
          : OptionalLong.of(raise(handle, number));
    }
  }

  @Override
  public Optional<Reading> read(String reader, String conversationId, long throughSeq, Instant at) {
    synchronized (state) {
      return state
          .conversation(conversationId, reader)
          .map(conversation -> read(conversation, reader, throughSeq, at));
    }
  }

  @Override
  public Optional<Reading> readMessage(String reader, String messageId, Instant at) {
    synchronized (state) {
      return Optional.ofNullable(state.messages.get(messageId))
          .flatMap(message -> read(reader, message.conversationId(), message.seq(), at));
    }
  }

  private Reading read(
      MemoryConversation conversation, String reader, long throughSeq, Instant at) {
    long clamped = Math.min(throughSeq, conversation.messages().size());
    NavigableMap<Long, Long> newlyRead = conversation.participants().get(reader).read(clamped);
    String messageId = clamped == 0 ? "" : message(conversation, clamped).id();
    if (newlyRead.isEmpty()) {
      return new Reading(conversation.id(), clamped, messageId, at, Optional.empty(), List.of());
    }
    List<String> senders =
        newlyRead.keySet().stream()
            .map(seq -> message(conversation, seq).sender())
            .filter(sender -> state.agent(sender).isPresent())
            .distinct()
            .toList();
    MessageRead news = news(message(conversation, newlyRead.lastKey()), reader, at);
    return new Reading(conversation.id(), clamped, messageId, at, Optional.of(news), senders);
  }

  private static MessageRead news(Message latest, String reader, Instant at) {
    return new MessageRead(latest.conversationId(), latest.id(), latest.seq(), reader, at);
  }

  private static Message message(MemoryConversation conversation, long seq) {
    return conversation.messages().get((int) seq - 1);
  }

  /** Makes everything up to a number delivered; returns how much was not. */
  private long raise(String handle, long number) {
    MemoryMailbox mailbox = state.mailbox(handle);
    long newly =
        mailbox.after(mailbox.floor()).stream()
            .takeWhile(item -> item.number() <= number)
            .filter(item -> isStored(item.message(), handle))
            .count();
    mailbox.raise(Math.min(number, mailbox.top()), newly);
    return newly;
  }

  private boolean isStored(Message message, String handle) {
    MemoryConversation conversation = state.conversations.get(message.conversationId());
    return conversation.participants().get(handle).status(message.seq()) == DeliveryStatus.STORED;
  }
}
