package dev.deltawire.dialects;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import java.util.List;
import java.util.Optional;

/**
 * What an engine replies to.
 *
 * @param history what was said before, oldest first
 * @param text what the user says now
 * @param directions how to reply
 */
public record Prompt(List<Turn> history, String text, Directions directions) {

  public Prompt {
    history = List.copyOf(history);
    requireNonNull(text, "text");
    requireNonNull(directions, "directions");
  }

  /** A prompt that leaves to the engine how to reply. */
  public Prompt(List<Turn> history, String text) {
    this(history, text, Directions.NONE);
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

  /**
   * How to reply, as far as somebody has said so.
   *
   * @param model the model's name
   * @param preset the name of a system prompt that the engine knows
   * @param system the system prompt, or what follows the preset
   * @param outputSchema the JSON schema that the whole text has to fulfil, an object
   */
  public record Directions(
      Optional<String> model,
      Optional<String> preset,
      Optional<String> system,
      Optional<RawJson> outputSchema) {

    /** None. */
    public static final Directions NONE =
        new Directions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public Directions {
      requireNonNull(model, "model");
      requireNonNull(preset, "preset");
      requireNonNull(system, "system");
      requireNonNull(outputSchema, "outputSchema");
    }
  }
}
