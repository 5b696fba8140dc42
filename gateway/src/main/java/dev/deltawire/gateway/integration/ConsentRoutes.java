package dev.deltawire.gateway.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.integration.Decision;
import dev.deltawire.dialects.integration.IntegrationDialect;
import dev.deltawire.dialects.integration.IntegrationHub;
import dev.deltawire.dialects.integration.PendingRequest;
import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.gateway.http.ErrorShape;
import dev.deltawire.gateway.http.RestError;
import dev.deltawire.gateway.http.RestException;
import dev.deltawire.gateway.http.RestRequest;
import dev.deltawire.gateway.http.Routes;
import dev.deltawire.gateway.json.JsonObject;
import dev.deltawire.model.integration.AccessScope;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The paths on which the user decides: for programs in JSON, for browsers in HTML (I-40 to I-42).
 */
final class ConsentRoutes {

  private final IntegrationDialect dialect;
  private final OperatorGuard operator;
  private final OperatorSessions sessions;
  private final InstantSource clock;
  private final ErrorShape errors;

  ConsentRoutes(
      IntegrationDialect dialect,
      OperatorGuard operator,
      OperatorSessions sessions,
      InstantSource clock,
      ErrorShape errors) {
    this.dialect = dialect;
    this.operator = operator;
    this.sessions = sessions;
    this.clock = clock;
    this.errors = errors;
  }

  void addTo(Routes routes) {
    routes
        .route("GET", ConsentPage.LIST, this::list)
        .route("POST", ConsentPage.LOGIN, this::logIn)
        .route("POST", ConsentPage.LIST + "/{requestId}", this::decide);
  }

  /** I-40. */
  private HttpResponse list(RestRequest request) {
    boolean json = accepts(request.http(), "application/json");
    if (!isOperator(request) && !sessions.has(request.http())) {
      return json ? errors.of(401) : ConsentPage.login(401, ""); // I-42
    }
    return json
        ? HttpResponse.json(200, pending().toString()).withHeader("Cache-Control", "no-store")
        : ConsentPage.list(hub().pending(), hub().ready(), clock.instant());
  }

  /** I-42. */
  private HttpResponse logIn(RestRequest request) throws RestException {
    Optional<String> token = request.form().find("token");
    if (token.filter(operator::isToken).isEmpty()) {
      return ConsentPage.login(401, "That is not the operator token.");
    }
    return seeList().withHeader("Set-Cookie", sessions.begin());
  }

  /** I-41. */
  private HttpResponse decide(RestRequest request) throws RestException {
    if (!isOperator(request) && !sessions.has(request.http())) {
      return isBrowser(request) ? ConsentPage.login(401, "Log in to decide.") : errors.of(401);
    }
    boolean json = isJson(request.http());
    Answer answer = json ? Answer.ofJson(request.json()) : Answer.ofForm(request.form());
    String requestId = request.variable("requestId");
    Optional<PendingRequest> pending = hub().find(requestId);
    if (pending.isPresent() && !isTrusted(request, answer, pending.get())) {
      return refuse(request, 403, "That did not come from the page that shows the request.");
    }
    if (!hub().decide(requestId, answer.decision())) {
      return refuse(request, 404, "The request is not pending.");
    }
    return json ? HttpResponse.json(200, decided(requestId, answer.decision())) : seeList();
  }

  private HttpResponse refuse(RestRequest request, int status, String why) {
    return isBrowser(request)
        ? ConsentPage.notDecided(status, why)
        : errors.of(RestError.of(status, why));
  }

  /** The nonce stands for the page that showed the request; the header alone needs none. */
  private boolean isTrusted(RestRequest request, Answer answer, PendingRequest pending) {
    if (answer.nonce().isEmpty()) {
      return isOperator(request);
    }
    return MessageDigest.isEqual( // constant time
        pending.nonce().getBytes(UTF_8), answer.nonce().get().getBytes(UTF_8));
  }

  private boolean isOperator(RestRequest request) {
    return operator.refusal(request.http()).isEmpty();
  }

  private JsonObject pending() {
    return JsonObject.create()
        .objects("pending", hub().pending().stream().map(ConsentRoutes::shown).toList());
  }

  private static JsonObject shown(PendingRequest request) {
    return JsonObject.create()
        .text("requestId", request.requestId())
        .text("clientId", request.clientId())
        .text("displayName", request.displayName())
        .texts(
            "requestedScopes",
            request.requestedScopes().stream().map(AccessScope::wireName).toList())
        .time("createdAt", request.createdAt())
        .time("expiresAt", request.expiresAt())
        .text("nonce", request.nonce());
  }

  private static String decided(String requestId, Decision decision) {
    return JsonObject.create()
        .text("requestId", requestId)
        .text("decision", decision.wireName())
        .toString();
  }

  private static HttpResponse seeList() {
    return HttpResponse.text(303, "").withHeader("Location", ConsentPage.LIST);
  }

  /** whatever the content type says, a form never begins with a brace. */
  private static boolean isJson(HttpRequest request) {
    String body = new String(request.body(), UTF_8).strip();
    return body.isEmpty() || body.startsWith("{");
  }

  private static boolean isBrowser(RestRequest request) {
    return accepts(request.http(), "text/html");
  }

  /** Whether a media type is named; a wildcard names none. */
  private static boolean accepts(HttpRequest request, String mediaType) {
    return request.header("Accept").stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .anyMatch(range -> range.split(";", -1)[0].strip().equalsIgnoreCase(mediaType));
  }

  private IntegrationHub hub() {
    return dialect.hub();
  }
}
