package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentLimits;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.ExecuteIn;
import dev.deltawire.model.agent.McpServer;
import dev.deltawire.model.agent.SystemPrompt;
import dev.deltawire.model.agent.ToolDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The reader of options: of frames, of tokens and of stores. */
public final class AgentOptionsReader {
  private AgentOptionsReader() {}

  /** The options that an object holds; empty when one of them breaks its row. */
  public static Optional<AgentOptions> read(RawJson object) {
    try {
      return Optional.of(session(PayloadFields.of(object)));
    } catch (InvalidField invalid) {
      return Optional.empty();
    }
  }

  /** A-07, but for what is said of the session itself. */
  static AgentOptions session(PayloadFields fields) {
    OptionalLong maxTurns = fields.optionalInteger("maxTurns", 1, AgentLimits.MAX_TURNS);
    AgentOptions options =
        new AgentOptions(
            model(fields),
            systemPrompt(fields),
            maxTurns.isPresent() ? (int) maxTurns.getAsLong() : null,
            tools(fields),
            mcpServers(fields),
            fields.optionalStrings("allowedTools", AgentLimits.TOOL_NAMES),
            fields.optionalStrings("disallowedTools", AgentLimits.TOOL_NAMES),
            maxBudget(fields));
    return withUniqueNames(options);
  }

  /** */
  static AgentOptions prompt(PayloadFields fields) {
    return withUniqueNames(
        new AgentOptions(
            model(fields), systemPrompt(fields), null, tools(fields), null, null, null, null));
  }

  /** */
  private static AgentOptions withUniqueNames(AgentOptions options) {
    options
        .repeatedToolName()
        .ifPresent(
            name -> {
              throw new InvalidField("tools", "repeated tool name: " + name);
            });
    return options;
  }

  private static String model(PayloadFields fields) {
    return fields.optionalString("model", 0, AgentLimits.MODEL_CODE_POINTS);
  }

  private static SystemPrompt systemPrompt(PayloadFields fields) {
    if (!fields.isObject("systemPrompt")) {
      String text =
          fields.optionalStringOfBytes("systemPrompt", 0, AgentLimits.SYSTEM_PROMPT_BYTES);
      return text == null ? null : new SystemPrompt.Text(text);
    }
    PayloadFields preset = PayloadFields.of(fields.object("systemPrompt", Integer.MAX_VALUE));
    try {
      if (!preset.moveTo("type", new TextSpan()).contentEquals(SystemPrompt.PRESET)) {
        throw new InvalidField("systemPrompt");
      }
      return new SystemPrompt.Preset(
          preset.string("preset", 0, Integer.MAX_VALUE),
          preset.optionalStringOfBytes("append", 0, AgentLimits.SYSTEM_PROMPT_BYTES));
    } catch (InvalidField inner) {
      throw new InvalidField("systemPrompt");
    }
  }

  private static Double maxBudget(PayloadFields fields) {
    OptionalDouble usd = fields.optionalNumber("maxBudgetUsd");
    if (usd.isPresent() && usd.getAsDouble() <= 0) {
      throw new InvalidField("maxBudgetUsd");
    }
    return usd.isPresent() ? usd.getAsDouble() : null;
  }

  /** Null when absent. */
  private static List<ToolDef> tools(PayloadFields fields) {
    return fields.isAbsent("tools") ? null : toolList(fields);
  }

  private static List<ToolDef> toolList(PayloadFields fields) {
    List<ToolDef> tools = new ArrayList<>();
    try {
      for (RawJsonView element : elements(fields, "tools", AgentLimits.TOOLS)) {
        tools.add(tool(PayloadFields.of(element.raw())));
      }
    } catch (InvalidField inner) {
      throw new InvalidField("tools");
    }
    return tools;
  }

  /** */
  private static ToolDef tool(PayloadFields fields) {
    String name = fields.string("name", 1, Integer.MAX_VALUE);
    if (!AgentLimits.isToolName(name)) {
      throw new InvalidField("name");
    }
    return new ToolDef(
        name,
        fields.optionalString("description", 0, AgentLimits.DESCRIPTION_CODE_POINTS),
        fields.optionalObject("inputSchema", Integer.MAX_VALUE).orElse(ToolDef.ANY_OBJECT),
        fields.optionalConstant("executeIn", ExecuteIn.values()).orElse(ExecuteIn.CLIENT));
  }

  /** Null when absent. */
  private static List<McpServer> mcpServers(PayloadFields fields) {
    if (fields.isAbsent("mcpServers")) {
      return null;
    }
    List<McpServer> servers = new ArrayList<>();
    for (RawJsonView element : elements(fields, "mcpServers", AgentLimits.MCP_SERVERS)) {
      servers.add(mcpServer(element));
    }
    return servers;
  }

  private static McpServer mcpServer(RawJsonView element) {
    if (element.member("command").isPresent() || element.member("url").isPresent()) {
      String name = element.member("name").flatMap(RawJsonView::string).orElse("");
      throw new InvalidField("mcpServers", "unsupported mcpServers entry: " + QuotedInput.of(name));
    }
    try {
      PayloadFields fields = PayloadFields.of(element.raw());
      if (fields.isAbsent("tools")) {
        throw new InvalidField("tools");
      }
      return new McpServer(
          fields.string("name", 0, Integer.MAX_VALUE),
          fields.optionalString("version", 0, Integer.MAX_VALUE),
          toolList(fields));
    } catch (InvalidField inner) {
      throw new InvalidField("mcpServers");
    }
  }

  private static List<RawJsonView> elements(PayloadFields fields, String field, int max) {
    List<RawJsonView> elements = RawJsonView.of(fields.array(field, Integer.MAX_VALUE)).elements();
    if (elements.size() > max) {
      throw new InvalidField(field);
    }
    return elements;
  }
}
