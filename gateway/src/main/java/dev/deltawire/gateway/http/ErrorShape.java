package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpResponse;
import java.util.Map;

/** How a group of paths words its refusals. */
@FunctionalInterface
public interface ErrorShape {

  /** The shape of paths that belong to no dialect. */
  ErrorShape TEXT = status -> HttpResponse.text(status, phrase(status) + "\n");

  /** The answer with this status. */
  HttpResponse of(int status);

  /** What a status means, in lower case. */
  private static String phrase(int status) {
    return Map.of(
            400, "bad request",
            401, "unauthorized",
            403, "forbidden",
            404, "not found",
            405, "method not allowed",
            500, "internal error")
        .getOrDefault(status, "error " + status);
  }
}
