package dev.deltawire.dialects;

import java.util.List;

/**
 * What an engine replies to.
 *
 * @param history what was said before, oldest first
 * @param text what the user says now
 */
public record Prompt(List<Turn> history, String text) {

  public Prompt {
    history = List.copyOf(history);
  }

  /** A prompt without a history. */
  public static Prompt of(String text) {
    return new Prompt(List.of(), text);
  }

  /** Who speaks. */
  public enum Role {
    USER,
    ASSISTANT
  }

  /** Something that was said. */
  public record Turn(Role role, String text) {}
}
