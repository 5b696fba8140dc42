package dev.deltawire.server.spi;

import dev.deltawire.server.internal.rfc6455.HttpSyntax;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP/1.1 request, its head strictly parsed (RFC 9112).
 *
 * @param method as sent, for instance {@code GET}
 * @param path the target before the first {@code ?}, as sent, not decoded
 * @param query the target after the first {@code ?}, as sent, if there is one
 * @param headers values in order of arrival by lower-case name, without surrounding blanks
 * @param remoteAddress the TCP peer
 * @param body empty for an upgrade; never longer than {@link TransportOptions#maxBodyBytes()}
 * @param watch the transport's side of {@link #onDisconnect}
 */
@SuppressWarnings("ArrayRecordComponent") // requests and responses are never compared
public record HttpRequest(
    String method,
    String path,
    Optional<String> query,
    Map<String, List<String>> headers,
    InetSocketAddress remoteAddress,
    byte[] body,
    PeerWatch watch) {

  /**
   * What knows whether a request's peer still waits for the answer; the transport implements it.
   */
  @FunctionalInterface
  public interface PeerWatch {
    /** As {@link HttpRequest#onDisconnect}. */
    void onDisconnect(Runnable action);
  }

  /** A request whose peer is not watched, an upgrade for instance. */
  public HttpRequest(
      String method,
      String path,
      Optional<String> query,
      Map<String, List<String>> headers,
      InetSocketAddress remoteAddress,
      byte[] body) {
    this(method, path, query, headers, remoteAddress, body, action -> {});
  }

  /**
   * Has {@code action} run once if the peer gives up before the answer is complete: it has ended
   * its side of the TCP connection, or the connection is broken. Whoever has only ended its
   * side can still read, so an answer is sent all the same.
   *
   * <p>A peer that sends further requests ahead of the answer is watched no more. Thread: any; the
   * action runs on the transport's loop, or here and now when the peer has given up before; it must
   * not block. A throw goes to the {@link ErrorHandler}.
   */
  public void onDisconnect(Runnable action) {
    watch.onDisconnect(action);
  }

  /** All values of a header, in order; empty when absent. Names match in any case. */
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The value of a header that occurs exactly once. */
  public Optional<String> singleHeader(String name) {
    List<String> values = header(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /**
   * Whether a comma-separated list header contains {@code token}, in any case (RFC 9110 §5.6.1).
   */
  public boolean headerHasToken(String name, String token) {
    return HttpSyntax.listsToken(header(name), token);
  }
}
