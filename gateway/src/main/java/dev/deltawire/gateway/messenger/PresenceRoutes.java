package dev.deltawire.gateway.messenger;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.codec.RawJsonView.Kind;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Attendance;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Refusal;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.CustomMessage;
import dev.deltawire.model.messenger.MessengerClientFrame.PresenceUpdate;
import dev.deltawire.model.messenger.MessengerLimits;
import dev.deltawire.model.messenger.MessengerServerFrame.PresenceChanged;
import dev.deltawire.model.messenger.PresenceStatus;
import dev.deltawire.server.spi.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The paths of presence (M-46). */
final class PresenceRoutes {

  private static final RawJson NULL =
      RawJson.ofValidated("null".getBytes(StandardCharsets.US_ASCII));

  private final MessengerDialect dialect;

  PresenceRoutes(MessengerDialect dialect) {
    this.dialect = dialect;
  }

  void addTo(Routes routes, AgentGate gate) {
    routes
        .route("PUT", "/v1/presence", gate.agents(this::put))
        .route("GET", "/v1/presence", gate.agents((self, request) -> json(attendance().own(self))))
        .route("GET", "/v1/presence/{handle}", gate.agents(this::ofContact));
  }

  private HttpResponse put(String self, RestRequest request)
      throws RestException, Refusal, StoreException {
    JsonBody body = request.json();
    PresenceStatus status =
        PresenceStatus.ofWireName(body.text("status"))
            .orElseThrow(() -> RestException.badField("status"));
    return json(attendance().update(self, new PresenceUpdate(status, customMessage(body))));
  }

  private HttpResponse ofContact(String self, RestRequest request) throws Refusal, StoreException {
    return json(attendance().ofContact(self, Handles.of(request.variable("handle"))));
  }

  private Attendance attendance() {
    return dialect.hub().attendance();
  }

  /** M-21: null clears it, absence leaves it. */
  private static Optional<CustomMessage> customMessage(JsonBody body) throws RestException {
    Optional<RawJsonView> member = RawJsonView.of(body.raw()).member("custom_message");
    if (member.isPresent() && member.get().kind() == Kind.NULL) {
      return Optional.of(CustomMessage.NONE);
    }
    return body.findText("custom_message", 0, MessengerLimits.CUSTOM_MESSAGE_CODE_POINTS)
        .map(CustomMessage::new);
  }

  private static HttpResponse json(PresenceChanged presence) {
    JsonObject json =
        JsonObject.create()
            .text("handle", presence.handle())
            .text("status", presence.status().wireName());
    String message = presence.customMessage().text();
    if (message == null) {
      json.raw("custom_message", NULL);
    } else {
      json.text("custom_message", message);
    }
    return HttpResponse.json(200, json.toString());
  }
}
