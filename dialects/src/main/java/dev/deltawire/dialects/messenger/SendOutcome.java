package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;
import java.util.List;

/** What became of a message that was to be sent (M-41). */
public sealed interface SendOutcome {

  /**
   * Stored, with one delivery per recipient.
   *
   * @param backlog undelivered messages of the direct recipient, this one included; 0 in a group
   */
  record Stored(Message message, List<Delivery> deliveries, long backlog) implements SendOutcome {

    public Stored {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** Stored before under the same id of the same sender; nothing has changed. */
  record Replayed(Entry entry) implements SendOutcome {}

  /** Not stored. */
  enum Refused implements SendOutcome {
    AGENT_NOT_FOUND,
    /** There is none, or the sender takes no part in it. */
    CONVERSATION_NOT_FOUND,
    GROUP_DELETED,
    /** The direct recipient has too many undelivered messages (M-47). */
    BACKLOGGED
  }
}
