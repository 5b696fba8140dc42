package dev.deltawire.gateway.integration;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.integration.IntegrationDialect;
import dev.deltawire.dialects.integration.IntegrationHub;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;

/** The REST paths of the channel, its key and its events (I-43 to I-46). */
final class ChannelRoutes {

  private final IntegrationDialect dialect;

  ChannelRoutes(IntegrationDialect dialect) {
    this.dialect = dialect;
  }

  void addTo(Routes routes) {
    routes
        .operatorRoute("PUT", "/integration/ready", this::putReady)
        .operatorRoute("POST", "/integration/key/regenerate", this::regenerate)
        .route("GET", "/integration/channel", this::channel)
        .route("POST", "/integration/events", this::publish);
  }

  /** I-43. */
  private HttpResponse putReady(RestRequest request) throws RestException {
    boolean ready = request.json().bool("ready");
    hub().ready(ready);
    return json(200, JsonObject.create().bool("ready", ready));
  }

  /** I-44. */
  private HttpResponse regenerate(RestRequest request) throws RestException, StoreException {
    request.json();
    return json(200, JsonObject.create().text("apiKey", hub().regenerateKey()));
  }

  /** I-45. */
  private HttpResponse channel(RestRequest request) throws RestException {
    requireKey(request);
    return json(
        200,
        JsonObject.create()
            .text("channelName", hub().channelName())
            .texts("scopes", List.of(AccessScope.REST_FULL.wireName())));
  }

  /** I-46. */
  private HttpResponse publish(RestRequest request) throws RestException {
    requireKey(request);
    JsonBody body = request.json();
    String name = body.text("name");
    JsonBody data = body.object("data");
    try {
      return json(202, JsonObject.create().integer("delivered", hub().publish(name, data.raw())));
    } catch (IllegalArgumentException e) {
      throw RestException.of(400, e.getMessage());
    }
  }

  private void requireKey(RestRequest request) throws RestException {
    if (request.bearer().filter(hub()::isKey).isEmpty()) {
      throw RestException.of(401);
    }
  }

  private IntegrationHub hub() {
    return dialect.hub();
  }

  private static HttpResponse json(int status, JsonObject body) {
    return HttpResponse.json(status, body.toString()).withHeader("Cache-Control", "no-store");
  }
}
