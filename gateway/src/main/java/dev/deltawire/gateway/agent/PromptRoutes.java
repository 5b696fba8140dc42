package dev.deltawire.gateway.agent;

import dev.deltawire.codec.AgentDecoder;
import dev.deltawire.codec.AgentInbound;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.QueryToken;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.dialects.agent.PromptFeed;
import dev.deltawire.dialects.agent.Refusal;
import dev.deltawire.gateway.http.JsonBody;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import dev.deltawire.server.spi.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Prompts over plain HTTP. */
record PromptRoutes(AgentDialect dialect, AgentTokens tokens) {

  /** After so long a silence a comment keeps the connection alive. */
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private static final List<String> OPTIONS =
      List.of("model", "systemPrompt", "tools", "outputFormat");

  void addTo(Routes routes) {
    routes.route("POST", "/prompt", this::prompt);
  }

  private HttpResponse prompt(RestRequest request) throws RestException, StoreException {
    try {
      requirePlace(request);
      return begin(request);
    } catch (Refusal refusal) {
      return AgentErrors.answer(dialect, refusal.error());
    }
  }

  /** Before the body is looked at, unless the token may be in there. */
  private void requirePlace(RestRequest request) throws RestException, Refusal {
    Optional<String> token = request.bearer();
    if (token.isPresent()) {
      dialect.hub().requirePlace(principal(token));
    }
  }

  private HttpResponse begin(RestRequest request) throws RestException, StoreException, Refusal {
    JsonBody body = request.json();
    Optional<JsonBody> options = body.findObject("options");
    AgentPrincipal principal = principal(token(request, options));
    AnswerKind kind = AnswerKind.of(request.http());
    PromptFeed feed = dialect.hub().prompt(principal, prompt(body, options));
    request.http().onDisconnect(feed::abandon);
    return kind == AnswerKind.STREAM
        ? PromptAnswers.stream(feed, SILENCE)
        : PromptAnswers.whole(feed);
  }

  private AgentPrincipal principal(Optional<String> token) throws RestException {
    return token
        .filter(QueryToken::isUsable)
        .flatMap(tokens::authenticate)
        .orElseThrow(() -> RestException.of(401));
  }

  /** the header's token, else the body's, else the query's. */
  private static Optional<String> token(RestRequest request, Optional<JsonBody> options)
      throws RestException {
    Optional<String> token = request.bearer();
    if (token.isEmpty() && options.isPresent()) {
      token = options.get().findText("token");
    }
    return token.or(() -> request.http().query().flatMap(QueryToken::of));
  }

  /** members at top level win over those of the options. */
  private static Prompt prompt(JsonBody body, Optional<JsonBody> options) throws RestException {
    JsonObject fields = JsonObject.create();
    body.find("message").ifPresent(message -> fields.raw("message", message.raw()));
    for (String name : OPTIONS) {
      Optional<RawJsonView> value =
          body.find(name).or(() -> options.flatMap(inner -> inner.find(name)));
      value.ifPresent(field -> fields.raw(name, field.raw()));
    }
    AgentInbound read = AgentDecoder.decodePrompt(fields.toRawJson());
    if (read instanceof AgentInbound.Ok ok) {
      return (Prompt) ok.frame();
    }
    throw RestException.badField(((AgentInbound.Rejected) read).field());
  }
}
