package dev.deltawire.gateway.chat;

import dev.deltawire.codec.ChatEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.dialects.chat.ChatDialect;
import dev.deltawire.gateway.config.ChatKeys;
import dev.deltawire.gateway.config.DialectKeys;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.gateway.dialect.Engines;
import dev.deltawire.gateway.dialect.GatewayParts;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.RestError;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.server.spi.HttpResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The {@code chat} dialect with its settings, its store and its HTTP methods. */
public final class ChatUnit implements DialectUnit {

  private final ChatDialect dialect;

  private ChatUnit(ChatDialect dialect) {
    this.dialect = dialect;
  }

  /** The dialect as the settings have it. */
  public static ChatUnit of(GatewayParts parts) throws IOException {
    Settings settings = parts.settings();
    DialectKeys common = ChatKeys.COMMON;
    return new ChatUnit(
        ChatDialect.builder()
            .mount(settings.get(common.mount()))
            .maxMessageBytes(settings.get(common.maxMessageBytes()))
            .heartbeat(settings.get(common.pingInterval()), settings.get(common.pongTimeout()))
            .allowedOrigins(Set.copyOf(settings.get(common.allowedOrigins())))
            .tokens(ChatJwt.of(settings, parts.data(), parts.clock()))
            .store(parts.store().chat())
            .engine(Engines.named(settings.get(ChatKeys.ENGINE)))
            .maxStreamBytes(settings.get(ServerKeys.STREAM_MAX_BYTES))
            .devMode(settings.get(ChatKeys.DEV_MODE))
            .tokenTtl(settings.get(ChatKeys.TOKEN_TTL))
            .maxAgentChain(settings.get(ChatKeys.MAX_AGENT_CHAIN))
            .typingTimeout(settings.get(ChatKeys.TYPING_TIMEOUT))
            .agents(settings.get(ChatKeys.AGENTS))
            .build());
  }

  @Override
  public ChatDialect dialect() {
    return dialect;
  }

  @Override
  public ErrorShape errors() {
    return ChatUnit::failure;
  }

  @Override
  public void addRoutes(Routes routes) {
    routes.below("/api/");
    ChatRoutes.addTo(routes, dialect);
  }

  @Override
  public Optional<DialectDemo> demo() {
    return Optional.of(new ChatDemo(dialect.mount()));
  }

  /** C-02, C-59. */
  private static HttpResponse failure(RestError error) {
    String description = error.status() == 401 ? "unauthenticated" : error.message();
    JsonWriter json = JsonWriter.create();
    ChatEncoder.encodeRestFailure(error.status(), description, json);
    return HttpResponse.json(error.status(), json.toByteArray());
  }
}
