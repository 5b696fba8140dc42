package dev.deltawire.benchmarks.codec.beans;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.UUID;

/** The params of a {@link MessagesSend}. */
@CompiledJson
@Json
public final class MessagesSendParams {
  /** On the wire under this name. */
  public UUID conversation_id;

  /** On the wire under this name. */
  public String content;

  /** On the wire under this name. */
  public String client_msg_id;

  /** All members null. */
  public MessagesSendParams() {}
}
