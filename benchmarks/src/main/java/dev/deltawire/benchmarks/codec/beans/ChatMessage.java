package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** A {@code chat.message} (H-11). */
@CompiledJson
@Json
public final class ChatMessage {
  /** On the wire under this name. */
  public String id;

  /** On the wire under this name. */
  public String type;

  /** On the wire under this name. */
  public ChatMessagePayload payload;

  /** On the wire under this name. */
  public long timestamp;

  /** All members null. */
  public ChatMessage() {}
}
