package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** A {@code tool_result}. */
@CompiledJson
@Json
public final class ToolResult {
  /** On the wire under this name. */
  public String type;

  /** On the wire under this name. */
  public ToolResultPayload payload;

  /** All members null. */
  public ToolResult() {}
}
