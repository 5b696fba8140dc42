package dev.deltawire.model.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.RawJson;
import dev.deltawire.model.internal.Require;
import java.nio.charset.StandardCharsets;

/**
 * A tool that a client declares.
 *
 * @param description null when there is none
 * @param inputSchema a JSON object, verbatim
 */
public record ToolDef(String name, String description, RawJson inputSchema, ExecuteIn executeIn) {

  /** What a tool without a schema takes: any object. */
  public static final RawJson ANY_OBJECT =
      RawJson.ofValidated("{\"type\":\"object\"}".getBytes(StandardCharsets.US_ASCII));

  public ToolDef {
    if (!AgentLimits.isToolName(name)) {
      throw new IllegalArgumentException("not a tool's name: " + name);
    }
    if (description != null) {
      Require.codePoints("description", description, 0, AgentLimits.DESCRIPTION_CODE_POINTS);
    }
    Require.object("inputSchema", inputSchema, Integer.MAX_VALUE);
    requireNonNull(executeIn, "executeIn");
  }

  /** Whether the server runs it. */
  public boolean onServer() {
    return executeIn == ExecuteIn.SERVER;
  }
}
