package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.internal.Require;

/** What the engine is told before everything else. */
public sealed interface SystemPrompt {

  /** The {@code type} of a preset on the wire. */
  String PRESET = "preset";

  /** A text of the client's own. */
  record Text(String text) implements SystemPrompt {
    public Text {
      Require.utf8Bytes("systemPrompt", text, 0, AgentLimits.SYSTEM_PROMPT_BYTES);
    }
  }

  /**
   * A text that the engine knows by name.
   *
   * @param append what follows it, or null
   */
  record Preset(String preset, String append) implements SystemPrompt {
    public Preset {
      requireNonNull(preset, "preset");
      if (append != null) {
        Require.utf8Bytes("append", append, 0, AgentLimits.SYSTEM_PROMPT_BYTES);
      }
    }
  }
}
