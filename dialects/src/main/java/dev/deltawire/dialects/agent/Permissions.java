package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a token allows.
 *
 * @param tools the only tools that may be called; empty for any
 * @param blockedTools tools that may not be called
 * @param maxTurns most turns of a session
 * @param model the model to use, whatever the client says
 */
public record Permissions(
    List<String> tools, List<String> blockedTools, OptionalInt maxTurns, Optional<String> model) {

  /** Everything is allowed. */
  public static final Permissions ALL =
      new Permissions(List.of(), List.of(), OptionalInt.empty(), Optional.empty());

  public Permissions {
    tools = List.copyOf(tools);
    blockedTools = List.copyOf(blockedTools);
    requireNonNull(maxTurns, "maxTurns");
    requireNonNull(model, "model");
  }
}
