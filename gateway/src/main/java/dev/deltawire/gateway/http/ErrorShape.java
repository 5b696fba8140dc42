package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpResponse;

/** How a group of paths words its refusals. */
@FunctionalInterface
public interface ErrorShape {

  /** The shape of paths that belong to no dialect. */
  ErrorShape TEXT = error -> HttpResponse.text(error.status(), error.message() + "\n");

  /** The answer that says {@code error}. */
  HttpResponse of(RestError error);

  /** The answer with this status. */
  default HttpResponse of(int status) {
    return of(RestError.of(status));
  }
}
