package dev.deltawire.gateway;

import dev.deltawire.gateway.agent.AgentUnit;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.chat.ChatUnit;
import dev.deltawire.gateway.config.AgentKeys;
import dev.deltawire.gateway.config.ChatKeys;
import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.HomeKeys;
import dev.deltawire.gateway.config.IntegrationKeys;
import dev.deltawire.gateway.config.MessengerKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.data.DataDirectory;
import dev.deltawire.gateway.data.GatewayStore;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.DialectUnits;
import dev.deltawire.gateway.dialect.DialectUnits.Offer;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.home.HomeUnit;
import dev.deltawire.gateway.http.CrossOrigin;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Router;
import dev.deltawire.gateway.integration.IntegrationUnit;
import dev.deltawire.gateway.messenger.MessengerUnit;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.store.jdbc.JdbcStore;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A running gateway: the enabled dialects and their REST paths over one data directory. */
final class Gateway implements AutoCloseable {

  /** The dialects that there are, in the order in which they are made and shown. */
  private static final List<Offer> OFFERS =
      List.of(
          new Offer(IntegrationKeys.COMMON, IntegrationUnit::of),
          new Offer(AgentKeys.COMMON, AgentUnit::of),
          new Offer(HomeKeys.COMMON, HomeUnit::of),
          new Offer(ChatKeys.COMMON, ChatUnit::of),
          new Offer(MessengerKeys.COMMON, MessengerUnit::of));

  private final DataDirectory.Ownership ownership;
  private final JdbcStore store;
  private final Listeners listeners;
  private final Duration drainTimeout;
  private final String operatorToken;
  private final DialectUnits units;

  private Gateway(GatewayParts parts, DataDirectory.Ownership ownership)
      throws ConfigurationException, IOException {
    Settings settings = parts.settings();
    this.ownership = ownership;
    this.store = parts.store();
    this.drainTimeout = settings.get(ServerKeys.SHUTDOWN_DRAIN_TIMEOUT);
    this.operatorToken = operatorToken(parts);
    this.units = DialectUnits.of(parts, OFFERS);
    this.listeners =
        Listeners.start(
            settings,
            parts.clock(),
            units.all().stream().map(DialectUnit::dialect).toList(),
            httpSide(settings));
  }

  /** Refuses settings that are good one by one and not together. */
  static void check(Settings settings) throws ConfigurationException {
    DialectUnits.requireOwnMounts(settings, OFFERS);
    Listeners.check(settings);
  }

  /** Starts everything; what throws has left nothing running. */
  static Gateway start(Settings settings, InstantSource clock)
      throws ConfigurationException, IOException {
    DataDirectory data = DataDirectory.open(settings.get(ServerKeys.DATA_DIR));
    DataDirectory.Ownership ownership = data.own();
    JdbcStore store = null;
    try {
      store = GatewayStore.open(settings, data);
      return new Gateway(new GatewayParts(settings, data, store, clock), ownership);
    } catch (ConfigurationException | IOException | RuntimeException e) {
      if (store != null) {
        store.close();
      }
      ownership.close();
      throw e;
    }
  }

  /** Where it serves. */
  Listeners listeners() {
    return listeners;
  }

  /** The dialects that it serves. */
  DialectUnits units() {
    return units;
  }

  /** What remembers for all dialects. */
  JdbcStore store() {
    return store;
  }

  /** What the operator shows. */
  String operatorToken() {
    return operatorToken;
  }

  /** How long {@link #drain} waits for whoever still receives ({@code shutdown.drainTimeout}). */
  Duration drainTimeout() {
    return drainTimeout;
  }

  /** Ends gracefully within {@code shutdown.drainTimeout}. */
  void drain() throws IOException {
    listeners.drain(drainTimeout);
    store.close();
    ownership.close();
  }

  @Override
  public void close() throws IOException {
    listeners.close();
    store.close();
    ownership.close();
  }

  private static String operatorToken(GatewayParts parts) throws IOException {
    Optional<String> configured = parts.settings().find(ServerKeys.OPERATOR_TOKEN);
    return configured.isPresent() ? configured.get() : parts.data().operatorToken();
  }

  private HttpFallback httpSide(Settings settings) throws IOException {
    OperatorGuard operator =
        OperatorGuard.of(operatorToken, settings.get(ServerKeys.OPERATOR_LOOPBACK_ONLY));
    Router.Builder router =
        Router.builder()
            .route(
                "GET", "/health", ErrorShape.TEXT, request -> HttpResponse.text(200, "ok"));
    units.all().forEach(unit -> unit.addRoutes(router.routes(unit.errors(), operator)));
    Router built = router.build();
    for (DialectUnit unit : units.all()) {
      requireFree(unit.dialect(), built);
    }
    return CrossOrigin.of(settings.get(ServerKeys.HTTP_ALLOWED_ORIGINS), built);
  }

  /** A mount is asked first and would hide a path of plain HTTP. */
  private static void requireFree(Dialect dialect, Router router) throws IOException {
    if (router.has(dialect.mount())) {
      throw new IOException(
          "%s.mount: %s is a path of plain HTTP".formatted(dialect.name(), dialect.mount()));
    }
  }
}
