package dev.deltawire.codec;

import dev.deltawire.model.agent.AgentClientFrame;

/** What one message of an agent's client turned out to be. */
public sealed interface AgentInbound {
  /** A frame that keeps its row. */
  record Ok(AgentClientFrame frame) implements AgentInbound {}

  /**
   * A message that is answered by {@code VALIDATION_ERROR} and has no other effect.
   *
   * @param field the one that is at fault, or null
   */
  record Rejected(String message, String field) implements AgentInbound {}
}
