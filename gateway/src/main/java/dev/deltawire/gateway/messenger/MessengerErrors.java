package dev.deltawire.gateway.messenger;

import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.RestError;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.server.spi.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The REST errors of the {@code messenger} dialect (PROTOCOLS 6.4, M-49). */
final class MessengerErrors implements ErrorShape {

  @Override
  public HttpResponse of(RestError error) {
    JsonObject json =
        JsonObject.create()
            .text("code", error.code().orElseGet(() -> code(error.status())))
            .text("message", error.message());
    if (error.field().isPresent()) {
      json.object("details", JsonObject.create().text("field", error.field()));
    }
    return HttpResponse.json(error.status(), json.toString());
  }

  /** The answer to a request that the dialect refuses. */
  HttpResponse of(Refusal refusal) {
    HttpResponse response =
        of(
            new RestError(
                status(refusal.code()),
                Optional.of(refusal.code().wireName()),
                refusal.getMessage(),
                refusal.field()));
    return refusal.retryAfter().isEmpty()
        ? response
        : response.withHeader("Retry-After", seconds(refusal.retryAfter().get()));
  }

  /** M-48: whole seconds, at least one. */
  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case VALIDATION_ERROR, UNSUPPORTED_ACTION -> 400;
      case UNAUTHORIZED -> 401;
      case SUSPENDED, FORBIDDEN -> 403;
      case AGENT_NOT_FOUND, CONVERSATION_NOT_FOUND, MESSAGE_NOT_FOUND -> 404;
      case ALREADY_EXISTS -> 409;
      case GROUP_DELETED -> 410;
      case CONTENT_TOO_LARGE -> 413;
      case RECIPIENT_BACKLOGGED, RATE_LIMITED -> 429;
      case INTERNAL_ERROR -> 500;
    };
  }

  private static String code(int status) {
    return switch (status) {
      case 400 -> ErrorCode.VALIDATION_ERROR.wireName();
      case 401 -> ErrorCode.UNAUTHORIZED.wireName();
      case 403 -> ErrorCode.FORBIDDEN.wireName();
      case 413 -> ErrorCode.CONTENT_TOO_LARGE.wireName();
      case 429 -> ErrorCode.RATE_LIMITED.wireName();
      case 500 -> ErrorCode.INTERNAL_ERROR.wireName();
      default -> RestError.of(status).message().toUpperCase(Locale.ROOT).replace(' ', '_');
    };
  }
}
