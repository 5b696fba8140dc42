package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;

/** A {@code messages.send} (C-32). */
@CompiledJson
@Json
public final class MessagesSend {
  /** On the wire under this name. */
  public String method;

  /** On the wire under this name. */
  public MessagesSendParams params;

  /** All members null. */
  public MessagesSend() {}
}
