package dev.deltawire.gateway.agent;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.RestError;
import dev.deltawire.model.agent.AgentErrorCode;
import dev.deltawire.model.agent.AgentServerFrame.AgentError;
import dev.deltawire.server.spi.HttpResponse;

/** The REST errors of the {@code agent} dialect. */
record AgentErrors(AgentDialect dialect) implements ErrorShape {

  private static final long MILLIS = 1000;

  @Override
  public HttpResponse of(RestError error) {
    return dialect.refusal(error.status(), error.message(), error.field());
  }

  /** The answer to a prompt that the dialect refuses. */
  static HttpResponse answer(AgentDialect dialect, AgentError error) {
    HttpResponse response = dialect.refusal(status(error.code()), error);
    return RawJsonView.of(error.details())
        .member("retry_after_ms")
        .map(millis -> response.withHeader("Retry-After", seconds(millis.integer().orElse(0))))
        .orElse(response);
  }

  private static int status(AgentErrorCode code) {
    return switch (code) {
      case VALIDATION_ERROR -> 400;
      case AUTHENTICATION_ERROR -> 401;
      case BUDGET_EXCEEDED, RATE_LIMIT, CONCURRENCY_LIMIT -> 429;
      case SESSION_ERROR -> 500;
    };
  }

  /** Whole seconds, rounded up. */
  private static String seconds(long millis) {
    return Long.toString((millis + MILLIS - 1) / MILLIS);
  }
}
