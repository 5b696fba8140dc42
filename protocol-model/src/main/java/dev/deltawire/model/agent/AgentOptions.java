package dev.deltawire.model.agent;

import dev.deltawire.model.internal.Require;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a session or a prompt is to be run, as far as somebody has said so: null is unsaid.
 *
 * @param tools tool definitions; the tools of {@code mcpServers} come on top
 */
public record AgentOptions(
    String model,
    SystemPrompt systemPrompt,
    Integer maxTurns,
    List<ToolDef> tools,
    List<McpServer> mcpServers,
    List<String> allowedTools,
    List<String> disallowedTools,
    Double maxBudgetUsd) {

  /** Nothing said. */
  public static final AgentOptions NONE =
      new AgentOptions(null, null, null, null, null, null, null, null);

  public AgentOptions {
    if (model != null) {
      Require.codePoints("model", model, 0, AgentLimits.MODEL_CODE_POINTS);
    }
    if (maxTurns != null && (maxTurns < 1 || maxTurns > AgentLimits.MAX_TURNS)) {
      throw new IllegalArgumentException("maxTurns must be in 1..10000, is " + maxTurns);
    }
    if (maxBudgetUsd != null && !(maxBudgetUsd > 0 && Double.isFinite(maxBudgetUsd))) {
      throw new IllegalArgumentException("maxBudgetUsd must be above 0, is " + maxBudgetUsd);
    }
    tools = bounded("tools", tools, AgentLimits.TOOLS);
    mcpServers = bounded("mcpServers", mcpServers, AgentLimits.MCP_SERVERS);
    allowedTools = bounded("allowedTools", allowedTools, AgentLimits.TOOL_NAMES);
    disallowedTools = bounded("disallowedTools", disallowedTools, AgentLimits.TOOL_NAMES);
  }

  /** These options with what {@code stronger} says in place of what is said here. */
  public AgentOptions overriddenBy(AgentOptions stronger) {
    return new AgentOptions(
        either(stronger.model, model),
        either(stronger.systemPrompt, systemPrompt),
        either(stronger.maxTurns, maxTurns),
        either(stronger.tools, tools),
        either(stronger.mcpServers, mcpServers),
        either(stronger.allowedTools, allowedTools),
        either(stronger.disallowedTools, disallowedTools),
        either(stronger.maxBudgetUsd, maxBudgetUsd));
  }

  /** All tools that are declared, those of MCP servers included. */
  public Stream<ToolDef> declaredTools() {
    Stream<McpServer> servers = mcpServers == null ? Stream.empty() : mcpServers.stream();
    return Stream.concat(
        tools == null ? Stream.empty() : tools.stream(),
        servers.flatMap(server -> server.tools().stream()));
  }

  /** A name that two declared tools have, if there is one. */
  public Optional<String> repeatedToolName() {
    Set<String> names = new HashSet<>();
    return declaredTools().map(ToolDef::name).filter(name -> !names.add(name)).findFirst();
  }

  private static <T> T either(T first, T second) {
    return first == null ? second : first;
  }

  private static <T> List<T> bounded(String field, List<T> list, int max) {
    if (list == null) {
      return null;
    }
    if (list.size() > max) {
      throw new IllegalArgumentException(field + " has more than " + max + " entries");
    }
    return List.copyOf(list);
  }
}
