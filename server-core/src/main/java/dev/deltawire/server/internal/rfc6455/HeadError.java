package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.HttpResponse;

/**
 * Why a request is refused before anybody looks at what it asks for.
 *
 * @param status the HTTP status of the answer; the connection is closed after it
 * @param reason one line without any of the peer's bytes
 */
public record HeadError(int status, String reason) {

  static HeadError badRequest(String reason) {
    return new HeadError(400, reason);
  }

  /** The answer in {@code text/plain}. */
  public HttpResponse response() {
    return HttpResponse.text(status, reason);
  }
}
