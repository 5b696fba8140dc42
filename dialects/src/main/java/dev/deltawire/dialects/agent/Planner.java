package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ToolDef;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.Optional;

/** What weighs the wishes of clients against their tokens. */
record Planner(ServerTools serverTools, Engine engine, ErrorHandler errors) {

  /**
   * How to run what the client wishes.
   *
   * @throws Refusal if that can't be run
   */
  Plan plan(AgentOptions wishes, AgentPrincipal principal) throws Refusal {
    AgentOptions options = wishes.overriddenBy(principal.sdkConfig());
    requireProperTools(options);
    Permissions permissions = principal.permissions();
    CallableTools tools = CallableTools.of(options, permissions, serverTools);
    Plan plan =
        new Plan(
            model(options, permissions),
            options.systemPrompt(),
            maxTurns(options, permissions),
            options.maxBudgetUsd() == null ? Double.POSITIVE_INFINITY : options.maxBudgetUsd(),
            options.declaredTools().map(ToolDef::name).filter(tools::isAllowed).toList(),
            tools);
    requireEngine(plan);
    return plan;
  }

  /** As {@link #plan}, where no client can run tools: what a token declares is left out. */
  Plan planWithoutClient(AgentOptions wishes, AgentPrincipal principal) throws Refusal {
    Optional<ToolDef> foreign = wishes.declaredTools().filter(tool -> !tool.onServer()).findFirst();
    if (foreign.isPresent()) {
      throw Refusal.invalid("tools", "a client tool can't be called here: " + foreign.get().name());
    }
    return plan(wishes, principal.withSdkConfig(withoutClientTools(principal.sdkConfig())));
  }

  /** */
  private void requireProperTools(AgentOptions options) throws Refusal {
    Optional<String> repeated = options.repeatedToolName();
    if (repeated.isPresent()) {
      throw Refusal.invalid("tools", "repeated tool name: " + repeated.get());
    }
    Optional<ToolDef> missing =
        options
            .declaredTools()
            .filter(tool -> tool.onServer() && serverTools.find(tool.name()).isEmpty())
            .findFirst();
    if (missing.isPresent()) {
      throw Refusal.invalid("tools", "no such server tool: " + missing.get().name());
    }
  }

  /** */
  private void requireEngine(Plan plan) throws Refusal {
    Optional<String> reason;
    try {
      reason = engine.refuse(plan.directions(null));
    } catch (RuntimeException e) {
      errors.onError("agent engine", e);
      throw Refusal.internal();
    }
    if (reason.isPresent()) {
      throw Refusal.session(reason.get());
    }
  }

  private static String model(AgentOptions options, Permissions permissions) {
    Optional<String> forced = permissions.model().filter(model -> !model.isEmpty());
    return forced.orElse(options.model() == null ? Plan.DEFAULT_MODEL : options.model());
  }

  private static int maxTurns(AgentOptions options, Permissions permissions) {
    int wished = options.maxTurns() == null ? Integer.MAX_VALUE : options.maxTurns();
    return Math.min(wished, permissions.maxTurns().orElse(wished));
  }

  private static AgentOptions withoutClientTools(AgentOptions config) {
    return new AgentOptions(
        config.model(),
        config.systemPrompt(),
        config.maxTurns(),
        config.tools() == null ? null : config.tools().stream().filter(ToolDef::onServer).toList(),
        null,
        config.allowedTools(),
        config.disallowedTools(),
        config.maxBudgetUsd());
  }
}
