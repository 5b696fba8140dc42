package dev.deltawire.gateway.http;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Adds CORS headers for listed origins, and for no others. */
public final class CrossOrigin implements HttpFallback {

  private static final String METHODS = "GET, POST, PUT, PATCH, DELETE";
  private static final String HEADERS = "authorization, content-type";

  private static final String READABLE = "Retry-After, X-Has-More, X-Backlog-Warning";

  private final Set<String> allowedOrigins;
  private final Router router;

  private CrossOrigin(Set<String> allowedOrigins, Router router) {
    this.allowedOrigins = allowedOrigins;
    this.router = router;
  }

  /** {@code router} with CORS headers for these origins. */
  public static CrossOrigin of(List<String> allowedOrigins, Router router) {
    return new CrossOrigin(Set.copyOf(allowedOrigins), router);
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    Optional<String> origin = allowedOrigin(request);
    HttpResponse answer = router.handle(request);
    boolean preflight = origin.isPresent() && isPreflight(request, answer);
    return opened(preflight ? preflight() : answer, origin);
  }

  @Override
  public HttpResponse refusal(HttpRequest head, HttpResponse standard) {
    return opened(router.refusal(head, standard), allowedOrigin(head));
  }

  private Optional<String> allowedOrigin(HttpRequest request) {
    return request.singleHeader("origin").filter(allowedOrigins::contains);
  }

  private static HttpResponse opened(HttpResponse response, Optional<String> origin) {
    if (origin.isEmpty()) {
      return response;
    }
    return response
        .withHeader("Access-Control-Allow-Origin", origin.get())
        .withHeader("Access-Control-Expose-Headers", READABLE)
        .withHeader("Vary", "Origin");
  }

  /** What the router has not turned away for another reason than the method. */
  private static boolean isPreflight(HttpRequest request, HttpResponse answer) {
    return request.method().equals("OPTIONS")
        && !request.header("access-control-request-method").isEmpty()
        && answer.status() == 405;
  }

  private static HttpResponse preflight() {
    return HttpResponse.text(204, "")
        .withHeader("Access-Control-Allow-Methods", METHODS)
        .withHeader("Access-Control-Allow-Headers", HEADERS);
  }
}
