package dev.deltawire.gateway.integration;

import dev.deltawire.dialects.integration.ConsentMode;
import dev.deltawire.dialects.integration.IntegrationDialect;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.IntegrationKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.config.TlsKeys;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.RestError;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The {@code integration} dialect with its settings, its key and its REST paths. */
public final class IntegrationUnit implements DialectUnit {

  private final IntegrationDialect dialect;
  private final OperatorSessions sessions;
  private final InstantSource clock;

  private IntegrationUnit(
      IntegrationDialect dialect, OperatorSessions sessions, InstantSource clock) {
    this.sessions = sessions;
    this.dialect = dialect;
    this.clock = clock;
  }

  /** The dialect as the settings have it. */
  public static IntegrationUnit of(GatewayParts parts) {
    Settings settings = parts.settings();
    DialectKeys common = IntegrationKeys.COMMON;
    IntegrationDialect dialect =
        IntegrationDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .keyPrefix(settings.get(IntegrationKeys.KEY_PREFIX))
            .channelName(settings.find(IntegrationKeys.CHANNEL_NAME))
            .consent(ConsentMode.ofWireName(settings.get(IntegrationKeys.CONSENT)).orElseThrow())
            .requestTimeout(settings.get(IntegrationKeys.REQUEST_TIMEOUT))
            .requestCooldown(settings.get(IntegrationKeys.REQUEST_COOLDOWN))
            .ready(settings.get(IntegrationKeys.READY))
            .store(new KeptKey(parts.data()))
            .build();
    return new IntegrationUnit(
        dialect, new OperatorSessions(parts.clock(), TlsKeys.on(settings)), parts.clock());
  }

  @Override
  public IntegrationDialect dialect() {
    return dialect;
  }

  @Override
  public ErrorShape errors() {
    return error ->
        HttpResponse.json(
            error.status(),
            JsonObject.create()
                .text("code", code(error))
                .text("message", error.message())
                .toString());
  }

  /** All are under I-02 and I-03, and stay where they are whatever the mount is. */
  @Override
  public void addRoutes(Routes routes) {
    routes.below("/integration/", this::screen);
    new ChannelRoutes(dialect).addTo(routes);
    new ConsentRoutes(dialect, routes.operator(), sessions, clock, errors()).addTo(routes);
  }

  @Override
  public Optional<DialectDemo> demo() {
    return Optional.of(new IntegrationDemo(dialect.mount()));
  }

  private void screen(HttpRequest request) throws RestException {
    OptionalInt refusal = dialect.screenPlain(request);
    if (refusal.isPresent()) {
      throw RestException.of(refusal.getAsInt());
    }
  }

  private static String code(RestError error) {
    return error
        .code()
        .orElse(
            switch (error.status()) {
              case 400 -> "bad_request";
              case 401 -> "unauthorized"; // I-45
              case 403 -> "forbidden";
              case 404 -> "not_found";
              case 405 -> "method_not_allowed";
              default -> "internal";
            });
  }
}
