package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.List;

/** What a tool returned. */
@CompiledJson
@Json
public final class ToolResultBody {
  /** On the wire under this name. */
  public List<ToolResultBlock> content;

  /** On the wire under this name. */
  public boolean isError;

  /** All members null. */
  public ToolResultBody() {}
}
