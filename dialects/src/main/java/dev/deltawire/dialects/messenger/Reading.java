package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.MessengerServerFrame.MessageRead;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an agent's reading of a conversation has changed (M-32).
 *
 * @param throughSeq how far it was asked to go, at most the highest one
 * @param messageId the message of that place, or empty for place 0
 * @param news what its senders are to be told, if something was newly read (M-33)
 * @param senders of what was newly read
 */
public record Reading(
    String conversationId,
    long throughSeq,
    String messageId,
    Instant at,
    Optional<MessageRead> news,
    List<String> senders) {

  public Reading {
    senders = List.copyOf(senders);
  }
}
