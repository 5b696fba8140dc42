package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.internal.StatusReason;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import dev.deltawire.server.spi.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Refusals of upgrades and of requests in this dialect's REST error shape. */
final class Refusals {

  private Refusals() {}

  static HttpResponse of(int status) {
    return of(status, StatusReason.of(status), Optional.empty());
  }

  static HttpResponse of(int status, String message, Optional<String> field) {
    RawJson details = field.map(Refusal::fieldDetails).orElse(RawJson.EMPTY_OBJECT);
    return of(status, new AgentError(code(status), message, details));
  }

  static HttpResponse of(int status, AgentError error) {
    JsonWriter json = JsonWriter.create();
    AgentEncoder.encodeError(error, json);
    return HttpResponse.json(status, new String(json.toByteArray(), StandardCharsets.UTF_8));
  }

  private static AgentErrorCode code(int status) {
    return switch (status) {
      case 401, 403 -> AgentErrorCode.AUTHENTICATION_ERROR;
      case 429 -> AgentErrorCode.CONCURRENCY_LIMIT;
      case 500, 503 -> AgentErrorCode.SESSION_ERROR;
      default -> AgentErrorCode.VALIDATION_ERROR;
    };
  }
}
