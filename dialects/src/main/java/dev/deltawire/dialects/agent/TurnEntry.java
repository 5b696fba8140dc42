package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;

/** A piece of what a turn said, as it is kept for a replay. */
public sealed interface TurnEntry {

  /** Text; that of neighbours belongs together. */
  record Text(String text) implements TurnEntry {
    public Text {
      requireNonNull(text, "text");
    }
  }

  /** One chunk of thinking. */
  record Thinking(String text) implements TurnEntry {
    public Thinking {
      requireNonNull(text, "text");
    }
  }

  /**
   * The use of a tool.
   *
   * @param input a JSON object
   */
  record ToolUse(String id, String name, RawJson input) implements TurnEntry {
    public ToolUse {
      requireNonNull(id, "id");
      requireNonNull(name, "name");
      requireNonNull(input, "input");
    }
  }
}
