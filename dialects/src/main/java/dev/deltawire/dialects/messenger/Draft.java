package dev.deltawire.dialects.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessageType;

/** What an agent wants to say (M-41). */
public record Draft(
    String sender,
    Target target,
    String clientMsgId,
    MessageType type,
    RawJson content,
    RawJson metadata) {

  public Draft {
    requireNonNull(sender, "sender");
    requireNonNull(target, "target");
    requireNonNull(clientMsgId, "clientMsgId");
    requireNonNull(type, "type");
    requireNonNull(content, "content");
    requireNonNull(metadata, "metadata");
  }
}
