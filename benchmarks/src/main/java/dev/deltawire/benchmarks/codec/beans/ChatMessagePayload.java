package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.UUID;

/** The payload of a {@link ChatMessage}. */
@CompiledJson
@Json
public final class ChatMessagePayload {
  /** On the wire under this name. */
  public String content;

  /** On the wire under this name. */
  public UUID conversationId;

  /** All members null. */
  public ChatMessagePayload() {}
}
