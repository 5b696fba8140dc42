package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.model.messenger.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that {@link MemoryMessengerStore} holds. Guarded by itself. */
final class MemoryMessengerState {

  /** A sender and the id that it has given to a message. */
  record SentId(String sender, String clientMsgId) {}

  /** By handle; null where one was deleted. */
  final Map<String, Agent> agents = new HashMap<>();

  final Map<SecretHash, String> keys = new HashMap<>();
  final Map<String, MemoryMailbox> mailboxes = new HashMap<>();
  final Map<String, MemoryConversation> conversations = new HashMap<>();
  final Map<List<String>, MemoryConversation> pairs = new HashMap<>();
  final Map<String, Message> messages = new HashMap<>();
  final Map<SentId, Message> sent = new HashMap<>();

  Optional<Agent> agent(String handle) {
    return Optional.ofNullable(agents.get(handle));
  }

  MemoryMailbox mailbox(String handle) {
    return mailboxes.computeIfAbsent(handle, h -> new MemoryMailbox());
  }

  /** A conversation in which an agent takes part. */
  Optional<MemoryConversation> conversation(String id, String participant) {
    return Optional.ofNullable(conversations.get(id))
        .filter(conversation -> conversation.participants().containsKey(participant));
  }

  MemoryConversation addConversation(
      String id, String groupCreator, Collection<String> participants) {
    MemoryConversation added = new MemoryConversation(id, groupCreator);
    for (String handle : participants) {
      added.participants().put(handle, new MemoryParticipant(mailbox(handle)));
    }
    conversations.put(id, added);
    return added;
  }

  /** Adds a message and its deliveries to these, which are participants. */
  List<Delivery> add(Message message, Collection<String> recipients) {
    MemoryConversation conversation = conversations.get(message.conversationId());
    conversation.messages().add(message);
    messages.put(message.id(), message);
    sent.put(new SentId(message.sender(), message.clientMsgId()), message);
    List<Delivery> deliveries = new ArrayList<>();
    for (String recipient : recipients) {
      long number = mailbox(recipient).add(message);
      conversation.participants().get(recipient).delivered(message.seq(), number);
      deliveries.add(new Delivery(recipient, number));
    }
    return deliveries;
  }

  /** The participants that are agents still, but for one. */
  List<String> recipients(MemoryConversation conversation, String sender) {
    return conversation.participants().keySet().stream()
        .filter(handle -> !handle.equals(sender) && agent(handle).isPresent())
        .toList();
  }
}
