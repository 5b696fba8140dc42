package dev.deltawire.gateway.dialect;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.gateway.auth.HomeTokens;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.OperatorRoute;
import dev.deltawire.gateway.http.RestBody;
import dev.deltawire.gateway.http.Router;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.Optional;
import java.util.Set;

/** The {@code home} dialect with its settings, its store and its REST paths. */
public final class HomeUnit implements DialectUnit {

  private final HomeDialect dialect;

  private HomeUnit(HomeDialect dialect) {
    this.dialect = dialect;
  }

  /** The dialect as {@code settings} have it. */
  public static HomeUnit of(Settings settings, DataDirectory data, HomeTokens tokens) {
    DialectKeys common = HomeKeys.COMMON;
    return new HomeUnit(
        HomeDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .authenticator(tokens)
            .store(KeptHomeStore.of(MemoryHomeStore.create(), data))
            .maxQueuedChat(settings.get(HomeKeys.MAX_QUEUED_CHAT))
            .maxStreamBytes(settings.get(ServerKeys.STREAM_MAX_BYTES))
            .devMode(settings.get(HomeKeys.DEV_MODE))
            .trustedNetworks(settings.get(HomeKeys.TRUSTED_NETWORKS))
            .subprotocols(settings.get(HomeKeys.BEARER_PREFIX), settings.get(HomeKeys.SUBPROTOCOL))
            .notificationRetention(settings.get(HomeKeys.NOTIFICATION_RETENTION))
            .build());
  }

  @Override
  public HomeDialect dialect() {
    return dialect;
  }

  @Override
  public void addRoutes(Router.Builder routes, OperatorGuard operator) {
    ErrorShape shape = dialect::refusal;
    routes.route(
        "PUT",
        "/api/home/kill-switch",
        shape,
        OperatorRoute.of(operator, shape, this::putKillSwitch));
  }

  /** H-05. */
  private HttpResponse putKillSwitch(HttpRequest request) {
    Optional<Boolean> active =
        RestBody.of(request).flatMap(body -> body.member("active")).flatMap(RawJsonView::bool);
    if (active.isEmpty()) {
      return dialect.refusal(400);
    }
    try {
      dialect.hub().killSwitch(active.get());
      return HttpResponse.json(200, "{\"active\":" + active.get() + "}");
    } catch (StoreException e) {
      return dialect.refusal(500);
    }
  }
}
