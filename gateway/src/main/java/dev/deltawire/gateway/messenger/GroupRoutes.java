package dev.deltawire.gateway.messenger;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Group;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;

/** The paths of groups (M-50). */
final class GroupRoutes {

  private final MessengerDialect dialect;

  GroupRoutes(MessengerDialect dialect) {
    this.dialect = dialect;
  }

  void addTo(Routes routes, AgentGate gate) {
    routes
        .route("POST", "/v1/groups", gate.agents(this::create))
        .route("DELETE", "/v1/groups/{id}", gate.agents(this::delete));
  }

  private HttpResponse create(String creator, RestRequest request)
      throws RestException, Refusal, StoreException {
    JsonBody body = request.json();
    String members = body.has("member_handles") ? "member_handles" : "members";
    if (body.has("members") && members.equals("member_handles")) {
      throw RestException.badField("members");
    }
    List<String> handles = body.texts(members).stream().map(Handles::of).toList();
    return HttpResponse.json(
        201, json(dialect.hub().groups().create(creator, body.text("name"), handles)).toString());
  }

  private HttpResponse delete(String by, RestRequest request) throws Refusal, StoreException {
    dialect.hub().groups().delete(by, request.variable("id"));
    return HttpResponse.text(204, "");
  }

  private static JsonObject json(Group group) {
    return JsonObject.create()
        .text("id", group.id())
        .text("name", group.name())
        .texts("members", group.members())
        .text("created_by", group.createdBy())
        .time("created_at", group.createdAt());
  }
}
