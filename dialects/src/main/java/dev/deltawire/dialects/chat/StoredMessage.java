package dev.deltawire.dialects.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.chat.Message;

/**
 * A message and what only the server knows of it.
 *
 * @param depth how many replies of agents deep it is from the last message by a human (C-42)
 * @param deleted whether nobody sees it any more (C-35)
 */
public record StoredMessage(Message message, int depth, boolean deleted) {

  public StoredMessage {
    requireNonNull(message, "message");
  }
}
