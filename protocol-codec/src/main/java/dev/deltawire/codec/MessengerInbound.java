package dev.deltawire.codec;

import dev.deltawire.model.messenger.MessengerClientFrame;
import dev.deltawire.model.messenger.MessengerServerFrame.MessengerError;

/** What one message of an agent's socket turned out to be. */
public sealed interface MessengerInbound {
  /** A frame that keeps its row. */
  record Ok(MessengerClientFrame frame) implements MessengerInbound {}

  /**
   * A message that is answered by an {@code error} frame and has no other effect (M-52, M-53).
   *
   * @param counts whether it is a protocol error
   */
  record Rejected(MessengerError error, boolean counts) implements MessengerInbound {}
}
