package dev.deltawire.server.internal.rfc6455;

import java.util.List;

/**
 * What a whole head must fulfil before its request is looked at: one host, and a body whose end
 * every recipient sees at the same place. What a handshake must fulfil beyond that is the core's
 * business.
 */
final class HeadRules {

  private static final int MAX_LENGTH_DIGITS = 18;

  private HeadRules() {}

  /** The first breach, or null. */
  static HeadError check(RequestHead head) {
    HeadError error = checkHost(head);
    if (error == null) {
      error = checkTarget(head);
    }
    if (error == null) {
      error = checkBody(head);
    }
    if (error == null) {
      error = checkVersion(head);
    }
    if (error == null && head.websocket()) {
      error = checkUpgrade(head);
    }
    return error;
  }

  /** RFC 9112 §3.2. */
  private static HeadError checkHost(RequestHead head) {
    List<String> hosts = head.values("host");
    if (hosts.isEmpty() && !head.http11()) {
      return null;
    }
    if (hosts.size() != 1) {
      return HeadError.badRequest("exactly one Host is required");
    }
    return isAuthority(hosts.get(0)) ? null : HeadError.badRequest("malformed Host");
  }

  /** RFC 9112 §6.3: what could be framed in two ways is refused, not repaired. */
  private static HeadError checkBody(RequestHead head) {
    List<String> lengths = head.values("content-length");
    List<String> codings = head.values("transfer-encoding");
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      return HeadError.badRequest("Content-Length and Transfer-Encoding");
    }
    if (lengths.size() > 1 || (lengths.size() == 1 && !isLength(lengths.get(0)))) {
      return HeadError.badRequest("malformed or repeated Content-Length");
    }
    if (codings.size() > 1) {
      return HeadError.badRequest("repeated Transfer-Encoding");
    }
    if (codings.size() == 1 && !codings.get(0).equalsIgnoreCase("chunked")) {
      return new HeadError(501, "unknown Transfer-Encoding");
    }
    return null;
  }

  /** HTTP/1.0 may fetch something, no more: load balancers and old tools do. */
  private static HeadError checkVersion(RequestHead head) {
    boolean fetches = head.method().equals("GET") || head.method().equals("HEAD");
    boolean allowed = head.http11() || (fetches && !head.websocket() && !head.chunked());
    return allowed ? null : new HeadError(505, "HTTP/1.1 is required");
  }

  private static HeadError checkUpgrade(RequestHead head) {
    if (head.chunked() || head.contentLength() > 0) {
      return HeadError.badRequest("body on an upgrade");
    }
    if (head.values("sec-websocket-key").size() > 1) {
      return HeadError.badRequest("repeated Sec-WebSocket-Key");
    }
    return null;
  }

  private static boolean isLength(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH_DIGITS
        && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Roughly RFC 3986 §3.2.2, without user information: nothing that could be read as a list or
   * path.
   */
  static boolean isAuthority(String value) {
    return !value.isEmpty()
        && value
            .chars()
            .allMatch(c -> HttpSyntax.isTargetByte(c) && ",/?@\\\"<>{}^`|".indexOf(c) < 0);
  }

  /** RFC 9112 §3.2: no form that only a proxy serves, and no second opinion about the host. */
  private static HeadError checkTarget(RequestHead head) {
    String target = head.target();
    boolean served =
        target.startsWith("/")
            || (target.equals("*") && head.method().equals("OPTIONS"))
            || namesItsHost(target, head.values("host"));
    return served ? null : HeadError.badRequest("malformed request target");
  }

  private static boolean namesItsHost(String target, List<String> hosts) {
    int authority = RequestHead.authorityStart(target);
    return authority > 0
        && hosts.size() == 1
        && target
            .substring(authority, RequestHead.authorityEnd(target))
            .equalsIgnoreCase(hosts.get(0));
  }
}
