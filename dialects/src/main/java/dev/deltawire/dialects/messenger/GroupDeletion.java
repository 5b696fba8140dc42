package dev.deltawire.dialects.messenger;

import dev.deltawire.model.messenger.Message;
import java.util.List;

/** What became of the wish to delete a group (M-50). */
public sealed interface GroupDeletion {

  /** Deleted; the system message that says so was delivered to all members. */
  record Deleted(Message message, List<Delivery> deliveries) implements GroupDeletion {

    public Deleted {
      deliveries = List.copyOf(deliveries);
    }
  }

  /** Nothing has changed. */
  enum Refused implements GroupDeletion {
    /** There is no such group, or whoever asks is no member. */
    NOT_FOUND,
    /** A member, not its creator, asks. */
    FORBIDDEN,
    ALREADY_DELETED
  }
}
