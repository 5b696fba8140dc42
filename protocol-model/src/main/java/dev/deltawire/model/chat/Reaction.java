package dev.deltawire.model.chat;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;
import java.time.Instant;
import java.util.UUID;

/** An emoji that somebody has put to a message (C-13). */
public record Reaction(UUID messageId, Account reactor, String emoji, Instant createdAt)
    implements ChatResult {

  /** What one takes, about, in UTF-16 units. */
  public static final int LENGTH = 512;

  public Reaction {
    requireNonNull(messageId, "message_id");
    requireNonNull(reactor, "reactor");
    Require.utf8Bytes("emoji", emoji, 1, ChatLimits.EMOJI_BYTES);
    requireNonNull(createdAt, "created_at");
  }
}
