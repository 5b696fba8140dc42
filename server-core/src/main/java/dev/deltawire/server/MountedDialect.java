package dev.deltawire.server;

import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A dialect on its mount, with the count of its principals' connections. Thread: any. */
final class MountedDialect {

  private final Dialect dialect;
  private final DialectOptions options;
  private final Map<String, Integer> connections = new ConcurrentHashMap<>();

  MountedDialect(Dialect dialect) {
    this.dialect = dialect;
    this.options = dialect.options();
  }

  /** In their order; throws {@link IllegalArgumentException} where two have the same mount. */
  static Map<String, MountedDialect> byMount(List<Dialect> dialects) {
    Map<String, MountedDialect> mounts = new LinkedHashMap<>();
    for (Dialect dialect : dialects) {
      if (mounts.put(dialect.mount(), new MountedDialect(dialect)) != null) {
        throw new IllegalArgumentException("two dialects on mount " + dialect.mount());
      }
    }
    return mounts;
  }

  Dialect dialect() {
    return dialect;
  }

  DialectOptions options() {
    return options;
  }

  /** Whether a request may come from where its Origin says. */
  boolean allowsOrigin(HttpRequest request) {
    return options.allowedOrigins().isEmpty()
        || options.allowedOrigins().containsAll(request.header("Origin"));
  }

  /** Takes a place for one more connection of a principal; false when all are taken. */
  boolean reserve(String principal, int limit) {
    int count = connections.merge(principal, 1, Integer::sum);
    if (count > limit) {
      release(principal);
      return false;
    }
    return true;
  }

  /** Gives a place back. */
  void release(String principal) {
    connections.computeIfPresent(principal, (key, count) -> count == 1 ? null : count - 1);
  }
}
