package dev.deltawire.dialects.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.chat.Account;
import java.util.UUID;

/**
 * Who has sent a message and where: what a call must know of it that does not show it, so that its
 * content is never read for that.
 *
 * @param streaming whether more is to come (C-19)
 * @param deleted whether nobody sees it any more (C-35)
 */
public record MessageFacts(
    UUID id, UUID conversationId, Account sender, boolean streaming, boolean deleted) {

  public MessageFacts {
    requireNonNull(id, "id");
    requireNonNull(conversationId, "conversationId");
    requireNonNull(sender, "sender");
  }
}
