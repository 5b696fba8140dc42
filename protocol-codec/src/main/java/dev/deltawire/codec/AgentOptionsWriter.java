package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.McpServer;
import dev.deltawire.model.agent.SystemPrompt;
import dev.deltawire.model.agent.ToolDef;
import java.util.List;
import java.util.function.Consumer;

/** The writer of options, in the shape of {@code init}, for stores and tokens. */
public final class AgentOptionsWriter {
  private final JsonWriter out = JsonWriter.create();
  private boolean first;

  private AgentOptionsWriter() {}

  /** What has been said, as one object that {@link AgentOptionsReader#read} reads. */
  public static RawJson write(AgentOptions options) {
    AgentOptionsWriter writer = new AgentOptionsWriter();
    writer.options(options);
    return RawJson.ofValidated(writer.out.toByteArray());
  }

  private void options(AgentOptions options) {
    open();
    string("model", options.model());
    if (options.systemPrompt() != null) {
      systemPrompt(options.systemPrompt());
    }
    if (options.maxTurns() != null) {
      name("maxTurns").number((long) options.maxTurns());
    }
    list("tools", options.tools(), this::tool);
    list("mcpServers", options.mcpServers(), this::mcpServer);
    list("allowedTools", options.allowedTools(), out::string);
    list("disallowedTools", options.disallowedTools(), out::string);
    if (options.maxBudgetUsd() != null) {
      name("maxBudgetUsd").number((double) options.maxBudgetUsd());
    }
    close();
  }

  private void systemPrompt(SystemPrompt prompt) {
    if (prompt instanceof SystemPrompt.Text text) {
      string("systemPrompt", text.text());
    } else if (prompt instanceof SystemPrompt.Preset preset) {
      name("systemPrompt");
      open();
      string("type", SystemPrompt.PRESET);
      string("preset", preset.preset());
      string("append", preset.append());
      close();
    }
  }

  private void tool(ToolDef tool) {
    open();
    string("name", tool.name());
    string("description", tool.description());
    name("inputSchema").rawJson(tool.inputSchema());
    string("executeIn", tool.executeIn().wireName());
    close();
  }

  private void mcpServer(McpServer server) {
    open();
    string("name", server.name());
    string("version", server.version());
    list("tools", server.tools(), this::tool);
    close();
  }

  private <T> void list(String name, List<T> list, Consumer<T> element) {
    if (list == null) {
      return;
    }
    name(name).raw('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.raw(',');
      }
      element.accept(list.get(i));
    }
    out.raw(']');
  }

  private void string(String name, String value) {
    if (value != null) {
      name(name).string(value);
    }
  }

  private JsonWriter name(String name) {
    if (!first) {
      out.raw(',');
    }
    first = false;
    return out.raw('"').raw(name.getBytes(US_ASCII)).raw('"').raw(':');
  }

  private void open() {
    out.raw('{');
    first = true;
  }

  private void close() {
    out.raw('}');
    first = false;
  }
}
