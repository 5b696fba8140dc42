package dev.deltawire.gateway;

import dev.deltawire.gateway.config.GatewayKeys;
import dev.deltawire.gateway.config.SettingsReader;
import dev.deltawire.gateway.dialect.DialectUnit;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole gateway on free ports, seen from outside over real sockets.
 *
 * <p>Its operator token is {@link #OPERATOR}. Without a directory of its own it makes one and
 * deletes it.
 */
final class GatewayServer implements AutoCloseable {

  static final String OPERATOR = "operator-of-the-test";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Gateway gateway;
  private final Path doomed;
  private final List<RawPeer> peers = new ArrayList<>();

  private GatewayServer(Gateway gateway, Path doomed) {
    this.gateway = gateway;
    this.doomed = doomed;
  }

  /** Settings are {@code key=value}; later ones win. */
  static GatewayServer start(String transport, String... settings) throws Exception {
    return start(InstantSource.system(), transport, settings);
  }

  /** The same by another clock. */
  static GatewayServer start(InstantSource clock, String transport, String... settings)
      throws Exception {
    Path directory = Files.createTempDirectory("deltawire-test");
    return new GatewayServer(open(directory, clock, transport, settings), directory);
  }

  /** The same on a directory that is left as it is afterwards. */
  static GatewayServer startOn(Path directory, String transport, String... settings)
      throws Exception {
    return new GatewayServer(open(directory, InstantSource.system(), transport, settings), null);
  }

  private static Gateway open(
      Path directory, InstantSource clock, String transport, String... settings) throws Exception {
    SettingsReader reader =
        SettingsReader.of(GatewayKeys.all())
            .assignments(List.of("http.port=0", "operator.token=" + OPERATOR))
            .assignments(List.of("ws.transport=" + transport, "data.dir=" + directory))
            .assignments(List.of(settings));
    return Gateway.start(reader.settings(), clock);
  }

  Gateway gateway() {
    return gateway;
  }

  /** The dialect of this kind. */
  <T extends DialectUnit> T unit(Class<T> kind) {
    return gateway.units().find(kind).orElseThrow();
  }

  /** Makes a request; {@code headers} are names and values in turn. */
  HttpResponse<String> http(String method, String target, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + gateway.listeners().httpAuthority() + target))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  /** Makes a request with a bearer token. */
  HttpResponse<String> bearer(String token, String method, String target, String body)
      throws IOException, InterruptedException {
    return http(method, target, body, "Authorization", "Bearer " + token);
  }

  /** Makes a request as the operator. */
  HttpResponse<String> operator(String method, String target, String body)
      throws IOException, InterruptedException {
    return bearer(OPERATOR, method, target, body);
  }

  /** A TCP connection to where WebSocket is served, not upgraded yet. */
  RawPeer peer() throws IOException {
    return keep(RawPeer.connect(address(gateway.listeners().webSocketAuthority())));
  }

  /** A TCP connection to where plain HTTP is served. */
  RawPeer httpPeer() throws IOException {
    return keep(RawPeer.connect(address(gateway.listeners().httpAuthority())));
  }

  /** An upgraded connection; {@code headers} are whole lines. */
  RawPeer open(String target, String... headers) throws IOException {
    return keep(RawPeer.open(address(gateway.listeners().webSocketAuthority()), target, headers));
  }

  private RawPeer keep(RawPeer peer) {
    peers.add(peer);
    return peer;
  }

  private static InetSocketAddress address(String authority) {
    URI uri = URI.create("tcp://" + authority);
    return new InetSocketAddress(uri.getHost(), uri.getPort());
  }

  @Override
  public void close() throws IOException {
    for (RawPeer peer : peers) {
      peer.close();
    }
    gateway.close();
    if (doomed != null) {
      try (Stream<Path> paths = Files.walk(doomed)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
