package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request head that is syntactically sound, and what it says about the bytes after it.
 *
 * @param http11 false for HTTP/1.0
 * @param target the request target as sent: in origin form, in absolute form, or {@code *}
 * @param headers values in order of arrival by lower-case name
 */
public record RequestHead(
    String method, String target, boolean http11, Map<String, List<String>> headers) {

  private static final byte[] NO_BODY = {};

  /** Keeps an unmodifiable view of {@code headers}. */
  public RequestHead {
    headers = Collections.unmodifiableMap(headers);
  }

  /** All values of a header, in order; the name is in lower case. */
  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** Whether the peer asks for a WebSocket connection (RFC 6455 §4.2.1). */
  public boolean websocket() {
    return HttpSyntax.listsToken(values("upgrade"), "websocket");
  }

  /** What the peer sent to be proved (RFC 6455 §4.2.1); empty if nothing. */
  public String websocketKey() {
    return String.join("", values("sec-websocket-key"));
  }

  /** Whether a chunked body follows (RFC 9112 §7.1). */
  public boolean chunked() {
    return headers.containsKey("transfer-encoding");
  }

  /** The length of the body that follows, unless it is {@link #chunked()}. */
  public long contentLength() {
    List<String> lengths = values("content-length");
    return lengths.isEmpty() ? 0 : Long.parseLong(lengths.get(0));
  }

  /** Whether the peer waits for 100 before it sends the body (RFC 9110 §10.1.1). */
  public boolean expectsContinue() {
    return http11 && HttpSyntax.listsToken(values("expect"), "100-continue");
  }

  /** Whether the connection may carry another request after this one (RFC 9112 §9.3). */
  public boolean persistent() {
    return http11 && !HttpSyntax.listsToken(values("connection"), "close");
  }

  /** The request without a body. */
  public HttpRequest request(InetSocketAddress remoteAddress) {
    return request(remoteAddress, NO_BODY, action -> {});
  }

  /** The request, whose peer is watched. */
  public HttpRequest request(
      InetSocketAddress remoteAddress, byte[] body, HttpRequest.PeerWatch watch) {
    String origin = originForm();
    int mark = origin.indexOf('?');
    String path = mark < 0 ? origin : origin.substring(0, mark);
    Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(origin.substring(mark + 1));
    return new HttpRequest(method, path, query, headers, remoteAddress, body, watch);
  }

  /** The target without scheme and authority (RFC 9112 §3.2.1). */
  private String originForm() {
    if (authorityStart(target) < 0) {
      return target;
    }
    String rest = target.substring(authorityEnd(target));
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /** Where the authority of a target in absolute form begins (RFC 9112 §3.2.2), or -1. */
  static int authorityStart(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    String name = scheme < 0 ? "" : target.substring(0, scheme).toLowerCase(Locale.ROOT);
    return name.equals("http") || name.equals("https") ? scheme + "://".length() : -1;
  }

  static int authorityEnd(String target) {
    int end = authorityStart(target);
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    return end;
  }
}
