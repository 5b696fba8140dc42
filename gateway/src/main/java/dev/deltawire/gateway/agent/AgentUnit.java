package dev.deltawire.gateway.agent;

import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.gateway.config.AgentKeys;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.Engines;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.Routes;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** The {@code agent} dialect with its settings, its store and its REST paths. */
public final class AgentUnit implements DialectUnit {

  private final AgentDialect dialect;
  private final AgentTokens tokens;
  private final InstantSource clock;

  private AgentUnit(AgentDialect dialect, AgentTokens tokens, InstantSource clock) {
    this.dialect = dialect;
    this.tokens = tokens;
    this.clock = clock;
  }

  /** The dialect as the settings have it. */
  public static AgentUnit of(GatewayParts parts) throws IOException {
    Settings settings = parts.settings();
    DialectKeys common = AgentKeys.COMMON;
    AgentTokens tokens = AgentTokens.of(settings, parts.data(), parts.clock());
    AgentDialect dialect =
        AgentDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .authenticator(tokens)
            .store(parts.store().agent())
            .engine(Engines.named(settings.get(AgentKeys.ENGINE)))
            .maxStreamBytes(settings.get(ServerKeys.STREAM_MAX_BYTES))
            .toolTimeout(settings.get(AgentKeys.TOOL_TIMEOUT))
            .turnTimeout(settings.get(AgentKeys.TURN_TIMEOUT))
            .detachTimeout(settings.get(AgentKeys.DETACH_TIMEOUT))
            .sessionTtl(settings.get(AgentKeys.SESSION_TTL))
            .maxConcurrentSessions(settings.get(AgentKeys.MAX_CONCURRENT_SESSIONS))
            .turnsPerMinute(settings.get(AgentKeys.TURNS_PER_MINUTE))
            .prices(
                settings.get(AgentKeys.PRICE_INPUT).doubleValue(),
                settings.get(AgentKeys.PRICE_OUTPUT).doubleValue())
            .build();
    return new AgentUnit(dialect, tokens, parts.clock());
  }

  @Override
  public AgentDialect dialect() {
    return dialect;
  }

  @Override
  public ErrorShape errors() {
    return new AgentErrors(dialect);
  }

  @Override
  public void addRoutes(Routes routes) {
    routes.below("/agent/");
    new TokenRoutes(tokens, clock).addTo(routes);
    new PromptRoutes(dialect, tokens).addTo(routes);
  }

  @Override
  public Optional<DialectDemo> demo() {
    return Optional.of(AgentDemo.of(tokens, dialect));
  }
}
