package dev.deltawire.gateway.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.AgentRegister;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;

/** The operator's paths of agents (M-51). */
final class AgentRoutes {

  private static final String AGENT = "/v1/agents/{handle}";

  private final MessengerDialect dialect;

  AgentRoutes(MessengerDialect dialect) {
    this.dialect = dialect;
  }

  void addTo(Routes routes, AgentGate gate) {
    routes
        .operatorRoute("POST", "/v1/agents", gate.refusing(this::register))
        .operatorRoute("PATCH", AGENT, gate.refusing(this::patch))
        .operatorRoute("DELETE", AGENT, gate.refusing(this::delete))
        .operatorRoute("POST", AGENT + "/rotate", gate.refusing(this::rotate));
  }

  private HttpResponse register(RestRequest request) throws RestException, Refusal, StoreException {
    String handle = Handles.of(request.json().text("handle"));
    String key = agents().register(handle);
    return HttpResponse.json(
        201, JsonObject.create().text("handle", handle).text("api_key", key).toString());
  }

  private HttpResponse rotate(RestRequest request) throws Refusal, StoreException {
    String key = agents().rotate(handle(request));
    return HttpResponse.json(200, JsonObject.create().text("api_key", key).toString());
  }

  private HttpResponse patch(RestRequest request) throws RestException, Refusal, StoreException {
    String status = request.json().text("status");
    if (!status.equals("active") && !status.equals("suspended")) {
      throw RestException.badField("status");
    }
    String handle = handle(request);
    agents().suspend(handle, status.equals("suspended"));
    return HttpResponse.json(
        200, JsonObject.create().text("handle", handle).text("status", status).toString());
  }

  private HttpResponse delete(RestRequest request) throws Refusal, StoreException {
    agents().delete(handle(request));
    return HttpResponse.text(204, "");
  }

  private AgentRegister agents() {
    return dialect.hub().agents();
  }

  private static String handle(RestRequest request) {
    return Handles.of(request.variable("handle"));
  }
}
