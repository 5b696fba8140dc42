package dev.deltawire.dialects.integration;

import dev.deltawire.dialects.internal.StatusReason;
import dev.deltawire.server.spi.HttpResponse;

/** Refusals of upgrades in this dialect's REST error shape (2.5, X-11). */
final class Refusals {

  private Refusals() {}

  static HttpResponse of(int status) {
    String reason = StatusReason.of(status);
    String code = status == 500 ? "internal" : reason.replace(' ', '_');
    return HttpResponse.json(status, "{\"code\":\"" + code + "\",\"message\":\"" + reason + "\"}");
  }
}
