package dev.deltawire.dialects.home;

import dev.deltawire.dialects.internal.StatusReason;
import dev.deltawire.server.spi.HttpResponse;

/** Refusals of upgrades and of requests in this dialect's REST error shape (H-02, X-11). */
final class Refusals {

  private Refusals() {}

  static HttpResponse of(int status) {
    return HttpResponse.json(status, "{\"error\":\"" + StatusReason.of(status) + "\"}");
  }
}
