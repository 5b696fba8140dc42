package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** An {@code events.messageDelta} (C-18). */
@CompiledJson
@Json
public final class MessageDelta {
  /** On the wire under this name. */
  public String method;

  /** On the wire under this name. */
  public MessageDeltaParams params;

  /** All members null. */
  public MessageDelta() {}
}
