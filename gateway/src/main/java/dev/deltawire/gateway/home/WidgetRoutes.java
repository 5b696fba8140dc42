package dev.deltawire.gateway.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeLimits;
import dev.deltawire.server.spi.HttpResponse;

/** What widgets show, and their code (H-56, H-57). */
final class WidgetRoutes {

  private final HomeDialect dialect;

  private WidgetRoutes(HomeDialect dialect) {
    this.dialect = dialect;
  }

  static WidgetRoutes of(HomeDialect dialect) {
    return new WidgetRoutes(dialect);
  }

  void addTo(Routes routes) {
    routes
        .operatorRoute("PUT", "/api/home/widgets/{slug}", this::put)
        .operatorRoute("POST", "/api/home/widgets/{slug}/bundle", this::announceBundle);
  }

  /** H-56. */
  private HttpResponse put(RestRequest request) throws RestException, StoreException {
    String slug = slug(request);
    RawJson data =
        request
            .json()
            .findObject("data", HomeLimits.WIDGET_DATA_BYTES)
            .orElseThrow(() -> RestException.badField("data"));
    int delivered = dialect.hub().putWidget(slug, data);
    return HttpResponse.json(200, JsonObject.create().integer("delivered", delivered).toString());
  }

  /** H-57. */
  private HttpResponse announceBundle(RestRequest request) throws RestException {
    String slug = slug(request);
    long version = request.json().integer("v", -JsonLimits.MAX_INTEGER, JsonLimits.MAX_INTEGER);
    return Deliveries.answer(202, dialect.hub().announceBundle(slug, version));
  }

  private static String slug(RestRequest request) throws RestException {
    String slug = request.variable("slug");
    if (!HomeLimits.isSlug(slug)) {
      throw RestException.badField("slug");
    }
    return slug;
  }
}
