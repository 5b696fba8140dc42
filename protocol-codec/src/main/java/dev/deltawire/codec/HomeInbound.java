package dev.deltawire.codec;

import dev.deltawire.model.home.HomeClientFrame;

/** What one message of a device turned out to be. */
public sealed interface HomeInbound {
  /** A frame that keeps its row. */
  record Ok(HomeClientFrame frame) implements HomeInbound {}

  /**
   * A message that is answered by an {@code error} frame (H-26) and has no other effect.
   *
   * @param message the text of its row (H-44 to H-47)
   * @param originalType the type as it came, or null when no valid one was read
   */
  record Rejected(String message, String originalType) implements HomeInbound {}
}
