package dev.deltawire.codec;

import dev.deltawire.model.chat.ChatCall;

/** What one message of a caller, or one HTTP request, turned out to be. */
public sealed interface ChatInbound {
  /** A call that keeps its row. */
  record Ok(ChatCall call) implements ChatInbound {}

  /**
   * A message that is answered by {@code invalid_argument} and has no other effect (C-53).
   *
   * @param message what is wrong with it
   */
  record Rejected(String message) implements ChatInbound {}
}
