package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ToolDef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The tools of one session or prompt by name: who runs each, and which may be called. */
final class CallableTools {

  private final Map<String, ToolSpec> clientTools = new LinkedHashMap<>();
  private final ServerTools serverTools;
  private final Predicate<String> allowed;

  private CallableTools(ServerTools serverTools, Predicate<String> allowed) {
    this.serverTools = serverTools;
    this.allowed = allowed;
  }

  static CallableTools of(AgentOptions options, Permissions permissions, ServerTools serverTools) {
    CallableTools tools = new CallableTools(serverTools, allowed(options, permissions));
    options
        .declaredTools()
        .filter(tool -> !tool.onServer())
        .forEach(tool -> tools.clientTools.put(tool.name(), spec(tool)));
    return tools;
  }

  /** A tool that the client runs; it hides a server tool of that name. */
  boolean isClientTool(String name) {
    return clientTools.containsKey(name);
  }

  Optional<ServerTool> serverTool(String name) {
    return serverTools.find(name);
  }

  boolean exists(String name) {
    return isClientTool(name) || serverTool(name).isPresent();
  }

  boolean isAllowed(String name) {
    return allowed.test(name);
  }

  /** All that may be called. */
  List<ToolSpec> specs() {
    Stream<ToolSpec> others =
        serverTools.specs().stream().filter(spec -> !isClientTool(spec.name()));
    return Stream.concat(clientTools.values().stream(), others)
        .filter(spec -> isAllowed(spec.name()))
        .toList();
  }

  private static Predicate<String> allowed(AgentOptions options, Permissions permissions) {
    Predicate<String> notBlocked =
        name ->
            !permissions.blockedTools().contains(name)
                && (options.disallowedTools() == null || !options.disallowedTools().contains(name));
    return notBlocked
        .and(name -> options.allowedTools() == null || options.allowedTools().contains(name))
        .and(name -> permissions.tools().isEmpty() || permissions.tools().contains(name));
  }

  private static ToolSpec spec(ToolDef tool) {
    String description = tool.description() == null ? "" : tool.description();
    return new ToolSpec(tool.name(), description, tool.inputSchema());
  }
}
