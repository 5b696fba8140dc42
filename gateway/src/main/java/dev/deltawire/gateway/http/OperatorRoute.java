package dev.deltawire.gateway.http;

import dev.deltawire.gateway.auth.OperatorGuard;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import java.util.OptionalInt;

/** A handler that only the operator reaches. */
public final class OperatorRoute implements HttpFallback {

  private final OperatorGuard guard;
  private final ErrorShape shape;
  private final HttpFallback handler;

  private OperatorRoute(OperatorGuard guard, ErrorShape shape, HttpFallback handler) {
    this.guard = guard;
    this.shape = shape;
    this.handler = handler;
  }

  /** {@code handler} behind {@code guard}. */
  public static OperatorRoute of(OperatorGuard guard, ErrorShape shape, HttpFallback handler) {
    return new OperatorRoute(guard, shape, handler);
  }

  @Override
  public HttpResponse handle(HttpRequest request) {
    OptionalInt refusal = guard.refusal(request);
    return refusal.isPresent() ? shape.of(refusal.getAsInt()) : handler.handle(request);
  }
}
