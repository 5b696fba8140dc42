package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** A {@code chat.delta} (H-13). */
@CompiledJson
@Json
public final class ChatDelta {
  /** On the wire under this name. */
  public String type;

  /** On the wire under this name. */
  public ChatDeltaPayload payload;

  /** All members null. */
  public ChatDelta() {}
}
