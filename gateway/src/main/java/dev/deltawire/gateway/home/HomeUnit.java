package dev.deltawire.gateway.home;

import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.Engines;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The {@code home} dialect with its settings, its store and its REST paths. */
public final class HomeUnit implements DialectUnit {

  private final HomeDialect dialect;
  private final HomeTokens tokens;

  private HomeUnit(HomeDialect dialect, HomeTokens tokens) {
    this.dialect = dialect;
    this.tokens = tokens;
  }

  /** The dialect as the settings have it. */
  public static HomeUnit of(GatewayParts parts) throws IOException {
    Settings settings = parts.settings();
    DialectKeys common = HomeKeys.COMMON;
    HomeTokens tokens = HomeTokens.of(settings, parts.data(), parts.clock());
    HomeDialect dialect =
        HomeDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .authenticator(tokens)
            .issuer(tokens)
            .lifetimes(
                settings.get(HomeKeys.PAIRING_TTL),
                settings.get(HomeKeys.ACCESS_TOKEN_TTL),
                settings.get(HomeKeys.REFRESH_TOKEN_TTL))
            .store(parts.store().home())
            .engine(Engines.named(settings.get(HomeKeys.ENGINE)))
            .maxQueuedChat(settings.get(HomeKeys.MAX_QUEUED_CHAT))
            .maxStreamBytes(settings.get(ServerKeys.STREAM_MAX_BYTES))
            .devMode(settings.get(HomeKeys.DEV_MODE))
            .trustedNetworks(settings.get(HomeKeys.TRUSTED_NETWORKS))
            .subprotocols(settings.get(HomeKeys.BEARER_PREFIX), settings.get(HomeKeys.SUBPROTOCOL))
            .notificationRetention(settings.get(HomeKeys.NOTIFICATION_RETENTION))
            .build();
    return new HomeUnit(dialect, tokens);
  }

  @Override
  public HomeDialect dialect() {
    return dialect;
  }

  @Override
  public ErrorShape errors() {
    return error ->
        HttpResponse.json(
            error.status(), JsonObject.create().text("error", error.message()).toString());
  }

  @Override
  public void addRoutes(Routes routes) {
    routes.below("/api/home/").below("/api/auth/");
    PairingRoutes.of(dialect).addTo(routes);
    DeviceRoutes.of(dialect).addTo(routes);
    WidgetRoutes.of(dialect).addTo(routes);
    ConversationRoutes.of(dialect).addTo(routes);
  }

  @Override
  public Optional<DialectDemo> demo() {
    return Optional.of(HomeDemo.of(tokens, dialect));
  }
}
