package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Prompt.Directions;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.SystemPrompt;
import java.util.List;
import java.util.Optional;

/**
 * How a session or a prompt is run, after client and token have been weighed.
 *
 * @param model never empty
 * @param systemPrompt null when there is none
 * @param maxTurns accepted user messages of a session
 * @param maxBudgetUsd of a session; infinite when there is no limit
 * @param declared the names of declared tools that may be called, in order
 */
record Plan(
    String model,
    SystemPrompt systemPrompt,
    int maxTurns,
    double maxBudgetUsd,
    List<String> declared,
    CallableTools tools) {

  /** What is used when nobody names a model. */
  static final String DEFAULT_MODEL = "default";

  /** What the engine is told. */
  Directions directions(RawJson outputSchema) {
    Optional<RawJson> schema = Optional.ofNullable(outputSchema);
    if (systemPrompt instanceof SystemPrompt.Preset preset) {
      return new Directions(
          Optional.of(model),
          Optional.of(preset.preset()),
          Optional.ofNullable(preset.append()),
          schema);
    }
    Optional<String> text =
        systemPrompt instanceof SystemPrompt.Text own ? Optional.of(own.text()) : Optional.empty();
    return new Directions(Optional.of(model), Optional.empty(), text, schema);
  }
}
