package dev.deltawire.gateway.http;

import dev.deltawire.gateway.auth.OperatorGuard;

/** The plain HTTP paths of one dialect, as it names them: all with its error shape. */
public final class Routes {

  private final Router.Builder router;
  private final ErrorShape shape;
  private final OperatorGuard operator;

  Routes(Router.Builder router, ErrorShape shape, OperatorGuard operator) {
    this.router = router;
    this.shape = shape;
    this.operator = operator;
  }

  /**
   * Adds a method of a path.
   *
   * @param path exact; a part {@code {name}} of it stands for one non-empty part of a
   *     request's, and loses against a part that is there literally
   */
  public Routes route(String method, String path, RestHandler handler) {
    router.route(method, path, shape, handler);
    return this;
  }

  /** Adds a method of a path that only the operator reaches. */
  public Routes operatorRoute(String method, String path, RestHandler handler) {
    return route(
        method,
        path,
        request -> {
          operator.require(request.http());
          return handler.handle(request);
        });
  }

  /** Takes the paths below {@code prefix}: unknown ones are answered 404 in this shape. */
  public Routes below(String prefix) {
    return below(prefix, RestGate.OPEN);
  }

  /** The same, and {@code gate} is asked first on each of them. */
  public Routes below(String prefix, RestGate gate) {
    router.below(prefix, shape, gate);
    return this;
  }

  /** What tells the operator's requests from others'. */
  public OperatorGuard operator() {
    return operator;
  }
}
