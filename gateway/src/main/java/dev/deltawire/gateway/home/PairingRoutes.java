package dev.deltawire.gateway.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.DeviceInfo;
import dev.deltawire.dialects.home.DeviceTokens;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.OpenPairing;
import dev.deltawire.dialects.home.PairingInvitation;
import dev.deltawire.dialects.home.Scope;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;
import java.util.Optional;

/** How devices come to their tokens (H-49 to H-51). */
final class PairingRoutes {

  private static final int LONGEST_ID = HomePrincipal.MAX_ID_CODE_POINTS;
  private static final int LONGEST_NAME = 128;
  private static final String OWNER = "owner";

  private final HomeDialect dialect;

  private PairingRoutes(HomeDialect dialect) {
    this.dialect = dialect;
  }

  static PairingRoutes of(HomeDialect dialect) {
    return new PairingRoutes(dialect);
  }

  void addTo(Routes routes) {
    routes
        .operatorRoute("POST", "/api/auth/pair/start", this::start)
        .route("POST", "/api/auth/pair/complete", this::complete)
        .route("POST", "/api/auth/refresh", this::refresh);
  }

  /** H-49. */
  private HttpResponse start(RestRequest request) throws RestException, StoreException {
    JsonBody body = request.json();
    String user = body.findText("userId", 1, LONGEST_ID).orElse(OWNER);
    Scope scope = body.findConstant("scope", Scope.values()).orElse(Scope.MEMBER);
    PairingInvitation invitation = dialect.pairing().start(user, scope);
    OpenPairing pairing = invitation.pairing();
    JsonObject shown =
        JsonObject.create()
            .text("id", pairing.id().toString())
            .text("code", pairing.code())
            .text("scope", pairing.scope().wireName())
            .time("expiresAt", pairing.expiresAt());
    return HttpResponse.json(
        201,
        JsonObject.create()
            .text("qr", invitation.qr())
            .object("pairing", shown)
            .text("secret", invitation.secret())
            .toString());
  }

  /** H-50. */
  private HttpResponse complete(RestRequest request) throws RestException, StoreException {
    JsonBody body = request.json();
    String code = body.text("code");
    String secret = body.text("secret");
    JsonBody info = body.object("deviceInfo");
    DeviceType type =
        info.findConstant("deviceType", DeviceType.values())
            .orElseThrow(() -> RestException.badField("deviceType"));
    Optional<String> id = info.findText("deviceId", 1, LONGEST_ID);
    Optional<String> name = info.findText("deviceName", 1, LONGEST_NAME);
    DeviceTokens tokens =
        dialect
            .pairing()
            .complete(code, secret, new DeviceInfo(type, id))
            .orElseThrow(() -> RestException.of(401));
    return HttpResponse.json(
        200, shown(tokens).object("device", shown(tokens.principal(), name)).toString());
  }

  /** H-51. */
  private HttpResponse refresh(RestRequest request) throws RestException, StoreException {
    String token = request.bearer().orElseThrow(() -> RestException.of(401));
    DeviceTokens tokens = dialect.pairing().refresh(token).orElseThrow(() -> RestException.of(401));
    return HttpResponse.json(200, shown(tokens).toString());
  }

  private static JsonObject shown(DeviceTokens tokens) {
    return JsonObject.create()
        .text("accessToken", tokens.accessToken())
        .text("refreshToken", tokens.refreshToken())
        .integer("expiresIn", tokens.expiresIn().toSeconds());
  }

  private static JsonObject shown(HomePrincipal principal, Optional<String> name) {
    return JsonObject.create()
        .text("deviceId", principal.deviceId())
        .text("userId", principal.userId())
        .text("deviceType", principal.deviceType().wireName())
        .text("deviceName", name.orElse(principal.deviceId()));
  }
}
