package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.UUID;

/** The params of a {@link MessageDelta}. */
@CompiledJson
@Json
public final class MessageDeltaParams {
  /** On the wire under this name. */
  public UUID id;

  /** On the wire under this name. */
  public String delta;

  /** On the wire under this name. */
  public long offset;

  /** All members null. */
  public MessageDeltaParams() {}
}
