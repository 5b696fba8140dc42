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

  /**
   * A ping in the bytes of its message, which is answered before its decoder reads on: no
   * object is made of it.
   */
  final class Ping implements AgentInbound {
    private final RawSpan timestamp = new RawSpan();

    Ping() {}

    /** The number as it came, or absent. */
    RawSpan timestamp() {
      return timestamp;
    }

    /** Writes the answer, and lets go of the message. */
    public void answer(JsonWriter out) {
      AgentEncoder.pong(timestamp, out);
      timestamp.forget();
    }
  }
}
