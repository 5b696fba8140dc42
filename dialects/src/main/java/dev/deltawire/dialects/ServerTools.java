package dev.deltawire.dialects;

import dev.deltawire.codec.QuotedInput;
import dev.deltawire.model.RawJson;
import dev.deltawire.server.spi.ErrorHandler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools that run in this server, by name. Immutable. */
public final class ServerTools {

  private final Map<String, ServerTool> tools;

  private ServerTools(Map<String, ServerTool> tools) {
    this.tools = tools;
  }

  /** The tools that are always there: {@code builtin.echo} and {@code builtin.fail}. */
  public static ServerTools builtin() {
    return new ServerTools(Map.of()).with(List.of(BuiltinTool.ECHO, BuiltinTool.FAIL));
  }

  /** These tools and more; of two with the same name the later one stays. */
  public ServerTools with(Collection<? extends ServerTool> more) {
    Map<String, ServerTool> all = new LinkedHashMap<>(tools);
    more.forEach(tool -> all.put(tool.spec().name(), tool));
    return new ServerTools(all);
  }

  /** The tool of that name. */
  public Optional<ServerTool> find(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** How the tools present themselves. */
  public List<ToolSpec> specs() {
    return tools.values().stream().map(ServerTool::spec).toList();
  }

  /** What a call of a tool gives that doesn't exist. */
  public static ToolResult unknown(String name) {
    return ToolResult.failure("unknown tool: " + QuotedInput.of(name));
  }

  /** Calls a tool; its defects go to {@code errors} and become a failed result. */
  public static ToolResult call(ServerTool tool, RawJson input, ErrorHandler errors) {
    try {
      return tool.call(input);
    } catch (RuntimeException e) {
      errors.onError("calling a server tool", e);
      return ToolResult.failure("tool failed");
    }
  }
}
