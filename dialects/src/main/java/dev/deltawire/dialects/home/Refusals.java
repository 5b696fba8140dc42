package dev.deltawire.dialects.home;

import dev.deltawire.server.spi.HttpResponse;

/** Refusals of upgrades and of requests in this dialect's REST error shape (H-02, X-11). */
final class Refusals {

  private Refusals() {}

  static HttpResponse of(int status) {
    return HttpResponse.json(status, "{\"error\":\"" + reason(status) + "\"}");
  }

  private static String reason(int status) {
    return switch (status) {
      case 400 -> "bad request";
      case 401 -> "unauthorized";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "method not allowed";
      case 426 -> "upgrade required";
      case 429 -> "too many connections";
      case 503 -> "unavailable";
      default -> "internal error";
    };
  }
}
