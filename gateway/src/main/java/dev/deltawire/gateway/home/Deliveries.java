package dev.deltawire.gateway.home;

import dev.deltawire.dialects.home.Delivery;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;

/** How a delivery is answered (H-55 to H-58). */
final class Deliveries {

  private Deliveries() {}

  /** The sockets that were told; throws for a delivery that was refused. */
  static HttpResponse answer(int status, Delivery delivery) throws RestException {
    switch (delivery.outcome()) {
      case UNKNOWN_DEVICE -> throw RestException.of(404, "unknown device");
      case NOT_A_TABLET -> throw RestException.of(409, "not a tablet");
      case DEV_MODE_OFF -> throw RestException.of(404);
      case SENT -> {}
    }
    return HttpResponse.json(
        status, JsonObject.create().integer("delivered", delivery.connections()).toString());
  }
}
