package dev.deltawire.codec;

import dev.deltawire.model.integration.IntegrationClientFrame;
import dev.deltawire.model.integration.IntegrationErrorCode;

/** What one message of a program turned out to be. */
public sealed interface IntegrationInbound {
  /** A frame that keeps its row. */
  record Ok(IntegrationClientFrame frame) implements IntegrationInbound {}

  /** A message that is answered by an {@code error} frame (I-13) and has no other effect. */
  record Rejected(IntegrationErrorCode code, String message) implements IntegrationInbound {}
}
