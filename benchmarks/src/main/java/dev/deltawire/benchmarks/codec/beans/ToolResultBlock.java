package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** A part of what a tool returned. */
@CompiledJson
@Json
public final class ToolResultBlock {
  /** On the wire under this name. */
  public String type;

  /** On the wire under this name. */
  public String text;

  /** All members null. */
  public ToolResultBlock() {}
}
