package dev.deltawire.gateway.messenger;

import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.MessengerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Routes;
import java.util.Optional;
import java.util.Set;

/** The {@code messenger} dialect with its settings, its store and its REST paths. */
public final class MessengerUnit implements DialectUnit {

  private final MessengerDialect dialect;
  private final MessengerErrors errors = new MessengerErrors();

  private MessengerUnit(MessengerDialect dialect) {
    this.dialect = dialect;
  }

  /** The dialect as the settings have it. */
  public static MessengerUnit of(GatewayParts parts) {
    Settings settings = parts.settings();
    DialectKeys common = MessengerKeys.COMMON;
    return new MessengerUnit(
        MessengerDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .store(parts.store().messenger())
            .keyPrefix(settings.get(MessengerKeys.KEY_PREFIX))
            .helloTimeout(settings.get(MessengerKeys.HELLO_TIMEOUT))
            .deliveryProbe(settings.get(MessengerKeys.DELIVERY_PROBE))
            .typingTimeout(settings.get(MessengerKeys.TYPING_TIMEOUT))
            .backlog(
                settings.get(MessengerKeys.BACKLOG_WARNING),
                settings.get(MessengerKeys.MAX_BACKLOG))
            .sendRate(
                settings.get(MessengerKeys.SEND_RATE), settings.get(MessengerKeys.SEND_WINDOW))
            .build());
  }

  @Override
  public MessengerDialect dialect() {
    return dialect;
  }

  @Override
  public ErrorShape errors() {
    return errors;
  }

  @Override
  public void addRoutes(Routes routes) {
    AgentGate gate = new AgentGate(dialect, errors);
    routes.below("/v1/");
    new MessageRoutes(dialect).addTo(routes, gate);
    new PresenceRoutes(dialect).addTo(routes, gate);
    new GroupRoutes(dialect).addTo(routes, gate);
    new AgentRoutes(dialect).addTo(routes, gate);
  }

  @Override
  public Optional<DialectDemo> demo() {
    return Optional.of(new MessengerDemo(dialect.mount()));
  }
}
