package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.messenger.MemoryMessengerState.SentId;
import dev.deltawire.dialects.messenger.SendOutcome.Refused;
import dev.deltawire.dialects.messenger.SendOutcome.Replayed;
import dev.deltawire.dialects.messenger.SendOutcome.Stored;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.model.messenger.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages in memory. */
final class MemoryMessages implements MessengerStore.Messages {

  private final MemoryMessengerState state;

  MemoryMessages(MemoryMessengerState state) {
    this.state = state;
  }

  @Override
  public SendOutcome send(Posting posting) {
    synchronized (state) {
      Draft draft = posting.draft();
      Optional<Entry> sent = findSent(draft.sender(), draft.clientMsgId());
      if (sent.isPresent()) {
        return new Replayed(sent.get());
      }
      return draft.target() instanceof ToAgent to
          ? sendToAgent(posting, to.handle())
          : sendToConversation(posting, ((ToConversation) draft.target()).id());
    }
  }

  @Override
  public Optional<Entry> findSent(String sender, String clientMsgId) {
    synchronized (state) {
      return Optional.ofNullable(state.sent.get(new SentId(sender, clientMsgId)))
          .map(message -> state.conversations.get(message.conversationId()).entry(message, sender));
    }
  }

  @Override
  public Optional<List<Entry>> history(String conversationId, String reader, HistoryQuery query) {
    PageBudget budget = PageBudget.ofAnswer();
    synchronized (state) {
      return state
          .conversation(conversationId, reader)
          .map(
              conversation ->
                  select(conversation.messages(), query)
                      .takeWhile(budget::reads)
                      .map(message -> conversation.entry(message, reader))
                      .toList());
    }
  }

  private SendOutcome sendToAgent(Posting posting, String handle) {
    if (state.agent(handle).isEmpty()) {
      return Refused.AGENT_NOT_FOUND;
    }
    if (state.mailbox(handle).backlog() >= posting.maxBacklog()) {
      return Refused.BACKLOGGED;
    }
    List<String> pair = Stream.of(posting.draft().sender(), handle).sorted().toList();
    MemoryConversation conversation =
        state.pairs.computeIfAbsent(
            pair, p -> state.addConversation(posting.newConversation(), null, p));
    return store(posting, conversation, List.of(handle));
  }

  private SendOutcome sendToConversation(Posting posting, String id) {
    String sender = posting.draft().sender();
    Optional<MemoryConversation> conversation = state.conversation(id, sender);
    if (conversation.isEmpty()) {
      return Refused.CONVERSATION_NOT_FOUND;
    }
    if (conversation.get().isDeleted()) {
      return Refused.GROUP_DELETED;
    }
    List<String> recipients = state.recipients(conversation.get(), sender);
    if (conversation.get().isGroup()) {
      return store(posting, conversation.get(), recipients);
    }
    return recipients.isEmpty() ? Refused.AGENT_NOT_FOUND : sendToAgent(posting, recipients.get(0));
  }

  private Stored store(Posting posting, MemoryConversation conversation, List<String> recipients) {
    Message message = posting.in(conversation.id(), conversation.nextSeq());
    List<Delivery> deliveries = state.add(message, recipients);
    long backlog = conversation.isGroup() ? 0 : state.mailbox(recipients.get(0)).backlog();
    return new Stored(message, deliveries, backlog);
  }

  private static Stream<Message> select(List<Message> messages, HistoryQuery query) {
    int at = (int) Math.min(query.seq(), messages.size() + 1L);
    if (query.ascending()) {
      return messages.subList(Math.min(at, messages.size()), messages.size()).stream()
          .limit(query.limit());
    }
    int to = Math.max(0, at - 1);
    List<Message> newest = new ArrayList<>(messages.subList(Math.max(0, to - query.limit()), to));
    Collections.reverse(newest);
    return newest.stream();
  }
}
