package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.DeliveryStatus;
import dev.deltawire.model.messenger.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One conversation in memory. Guarded by the store. */
final class MemoryConversation {

  private final String id;
  private final Map<String, MemoryParticipant> participants = new LinkedHashMap<>();
  private final List<Message> messages = new ArrayList<>();

  /** Who made the group; null for a direct conversation. */
  private final String groupCreator;

  private boolean deleted;

  MemoryConversation(String id, String groupCreator) {
    this.id = id;
    this.groupCreator = groupCreator;
  }

  String id() {
    return id;
  }

  boolean isGroup() {
    return groupCreator != null;
  }

  String groupCreator() {
    return groupCreator;
  }

  boolean isDeleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }

  Map<String, MemoryParticipant> participants() {
    return participants;
  }

  List<Message> messages() {
    return messages;
  }

  long nextSeq() {
    return messages.size() + 1L;
  }

  /** A message of it as one participant sees it. */
  Entry entry(Message message, String reader) {
    long number = participants.get(reader).number(message.seq());
    DeliveryStatus status =
        number == 0 ? statusForSender(message) : participants.get(reader).status(message.seq());
    return new Entry(message, number, status);
  }

  private DeliveryStatus statusForSender(Message message) {
    return participants.values().stream()
        .filter(participant -> participant.number(message.seq()) != 0)
        .map(participant -> participant.status(message.seq()))
        .min(DeliveryStatus::compareTo)
        .orElse(DeliveryStatus.STORED);
  }
}
