package dev.deltawire.gateway.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;

/** The operator's paths of the {@code home} dialect. */
final class HomeRoutes {

  private final HomeDialect dialect;

  private HomeRoutes(HomeDialect dialect) {
    this.dialect = dialect;
  }

  static HomeRoutes of(HomeDialect dialect) {
    return new HomeRoutes(dialect);
  }

  void addTo(Routes routes) {
    routes.operatorRoute("PUT", "/api/home/kill-switch", this::putKillSwitch);
  }

  /** H-05. */
  private HttpResponse putKillSwitch(RestRequest request) throws RestException, StoreException {
    boolean active = request.json().bool("active");
    dialect.hub().killSwitch(active);
    return HttpResponse.json(200, JsonObject.create().bool("active", active).toString());
  }
}
