package dev.deltawire.gateway;

import dev.deltawire.gateway.auth.HomeTokens;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.HomeUnit;
import dev.deltawire.gateway.http.CrossOrigin;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Router;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A running gateway: the enabled dialects and their REST paths over one data directory. */
final class Gateway implements AutoCloseable {

  private final DataDirectory.Ownership ownership;
  private final Listeners listeners;
  private final Duration drainTimeout;
  private final HomeTokens homeTokens;
  private final Optional<HomeUnit> home;

  private Gateway(
      Settings settings, InstantSource clock, DataDirectory data, DataDirectory.Ownership ownership)
      throws IOException {
    this.ownership = ownership;
    this.drainTimeout = settings.get(ServerKeys.SHUTDOWN_DRAIN_TIMEOUT);
    this.homeTokens = HomeTokens.of(settings, data, clock);
    this.home =
        settings.get(HomeKeys.COMMON.enabled())
            ? Optional.of(HomeUnit.of(settings, data, homeTokens))
            : Optional.empty();
    List<DialectUnit> units = List.copyOf(home.stream().toList());
    HttpFallback http = httpSide(settings, units, operator(settings, data));
    this.listeners =
        Listeners.start(settings, clock, units.stream().map(DialectUnit::dialect).toList(), http);
  }

  /** Starts everything; what throws has left nothing running. */
  static Gateway start(Settings settings, InstantSource clock) throws IOException {
    DataDirectory data = DataDirectory.open(settings.get(ServerKeys.DATA_DIR));
    DataDirectory.Ownership ownership = data.own();
    try {
      return new Gateway(settings, clock, data, ownership);
    } catch (IOException | RuntimeException e) {
      ownership.close();
      throw e;
    }
  }

  /** Where it serves. */
  Listeners listeners() {
    return listeners;
  }

  /** What signs and judges the tokens of the {@code home} dialect. */
  HomeTokens homeTokens() {
    return homeTokens;
  }

  /** The {@code home} dialect, unless it is disabled. */
  Optional<HomeUnit> home() {
    return home;
  }

  /** Ends gracefully within {@code shutdown.drainTimeout}. */
  void drain() throws IOException {
    listeners.drain(drainTimeout);
    ownership.close();
  }

  @Override
  public void close() throws IOException {
    listeners.close();
    ownership.close();
  }

  private static OperatorGuard operator(Settings settings, DataDirectory data) throws IOException {
    Optional<String> configured = settings.find(ServerKeys.OPERATOR_TOKEN);
    String token = configured.isPresent() ? configured.get() : data.operatorToken();
    return OperatorGuard.of(token, settings.get(ServerKeys.OPERATOR_LOOPBACK_ONLY));
  }

  private static HttpFallback httpSide(
      Settings settings, List<DialectUnit> units, OperatorGuard operator) {
    Router.Builder routes =
        Router.builder()
            .route(
                "GET", "/health", ErrorShape.TEXT, request -> HttpResponse.text(200, "ok"));
    units.forEach(unit -> unit.addRoutes(routes, operator));
    return CrossOrigin.of(settings.get(ServerKeys.HTTP_ALLOWED_ORIGINS), routes.build());
  }
}
