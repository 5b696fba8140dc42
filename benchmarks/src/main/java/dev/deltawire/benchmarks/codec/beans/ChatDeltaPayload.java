package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.UUID;

/** The payload of a {@link ChatDelta}. */
@CompiledJson
@Json
public final class ChatDeltaPayload {
  /** On the wire under this name. */
  public UUID conversationId;

  /** On the wire under this name. */
  public String content;

  /** On the wire under this name. */
  public String role;

  /** All members null. */
  public ChatDeltaPayload() {}
}
