package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** The payload of a {@link ToolResult}. */
@CompiledJson
@Json
public final class ToolResultPayload {
  /** On the wire under this name. */
  public String callId;

  /** On the wire under this name. */
  public ToolResultBody result;

  /** All members null. */
  public ToolResultPayload() {}
}
