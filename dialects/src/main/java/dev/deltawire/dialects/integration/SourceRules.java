package dev.deltawire.dialects.integration;

import dev.deltawire.server.spi.HttpRequest;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Who is let near at all: programs of this very machine, directly and under its own name. */
final class SourceRules {

  private static final Pattern LOCAL_HOST =
      Pattern.compile("(?i:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d*)?");
  private static final Pattern LOCAL_ORIGIN =
      Pattern.compile(
          "(?i:[a-z][a-z0-9+.-]*://(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\]))(?::\\d+)?");
  private static final List<String> PROXY_HEADERS =
      List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");

  private final Set<String> allowedOrigins;

  SourceRules(Set<String> allowedOrigins) {
    this.allowedOrigins = allowedOrigins;
  }

  /** The status that a plain request from elsewhere is answered by. */
  static OptionalInt refusal(HttpRequest request) {
    if (!request.remoteAddress().getAddress().isLoopbackAddress()) {
      return OptionalInt.of(403); // I-02
    }
    List<String> hosts = request.header("Host");
    if (hosts.size() != 1) {
      return OptionalInt.of(400); // I-03
    }
    boolean local = LOCAL_HOST.matcher(hosts.get(0)).matches();
    return local && !isForwarded(request) ? OptionalInt.empty() : OptionalInt.of(403); // I-03
  }

  /** The status that an upgrade from elsewhere is answered by. */
  OptionalInt refusalOfUpgrade(HttpRequest upgrade) {
    OptionalInt refusal = refusal(upgrade);
    if (refusal.isPresent()) {
      return refusal;
    }
    boolean welcome = upgrade.header("Origin").stream().allMatch(this::isAllowed); // I-04
    return welcome ? OptionalInt.empty() : OptionalInt.of(403);
  }

  private boolean isAllowed(String origin) {
    return allowedOrigins.contains(origin) || LOCAL_ORIGIN.matcher(origin).matches();
  }

  private static boolean isForwarded(HttpRequest request) {
    return PROXY_HEADERS.stream().anyMatch(name -> !request.header(name).isEmpty());
  }
}
