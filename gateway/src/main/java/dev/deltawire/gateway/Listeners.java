package dev.deltawire.gateway;

import dev.deltawire.gateway.config.ConfigurationException;
import dev.deltawire.gateway.config.ServerKeys;
import dev.deltawire.gateway.config.Settings;
import dev.deltawire.server.CompressionOptions;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.ServerLimits;
import dev.deltawire.server.Tls;
import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * The ports of a gateway: one for everything, or two when the transport carries WebSocket alone.
 *
 * <p>In the latter case another transport, one that can, serves plain HTTP on {@code http.port}.
 */
final class Listeners implements AutoCloseable {

  private final String host;

  /** What the schemes of its addresses end in: an s with TLS. */
  private final String secure;

  private final DeltawireServer webSocket;
  private final Optional<DeltawireServer> http;

  private Listeners(
      String host, String secure, DeltawireServer webSocket, Optional<DeltawireServer> http) {
    this.host = host;
    this.secure = secure;
    this.webSocket = webSocket;
    this.http = http;
  }

  /** Refuses settings that are good one by one and not together. */
  static void check(Settings settings) throws ConfigurationException {
    TransportProvider transport = transport(settings);
    TlsSettings.check(settings, transport);
    if (servesHttp(transport) && settings.find(ServerKeys.WS_PORT).isPresent()) {
      throw new ConfigurationException(
          ServerKeys.WS_PORT.name() + ": " + transport.name() + " serves WebSocket on http.port");
    }
  }

  /** What serves: one transport, or a second one for plain HTTP. */
  static List<TransportProvider> transports(Settings settings) {
    TransportProvider transport = transport(settings);
    return servesHttp(transport)
        ? List.of(transport)
        : List.of(transport, transport(Listeners::servesHttp));
  }

  /** Binds and serves; what throws has left nothing running. */
  static Listeners start(
      Settings settings, InstantSource clock, List<? extends Dialect> dialects, HttpFallback http)
      throws ConfigurationException, IOException {
    requireHost(settings.get(ServerKeys.HTTP_HOST));
    TransportProvider transport = transport(settings);
    Optional<Tls> tls = TlsSettings.read(settings);
    boolean onePort = servesHttp(transport);
    int port = onePort ? settings.get(ServerKeys.HTTP_PORT) : WebSocketPort.choose(settings);
    MemoryBudget memory = MemoryBudget.ofHeap(settings.get(ServerKeys.MEMORY_HEAP_PERCENT));
    DeltawireServer.Builder builder =
        builder(settings, transport, tls, port).clock(clock).http(http).memory(memory);
    dialects.forEach(builder::dialect);
    DeltawireServer server = start(builder.build(), settings, port);
    try {
      return new Listeners(
          settings.get(ServerKeys.HTTP_HOST),
          tls.isPresent() ? "s" : "",
          server,
          onePort
              ? Optional.empty()
              : Optional.of(startHttp(settings, tls, server.httpFallback(), memory)));
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** What {@code serve} prints when it does. */
  String readyLine() {
    String line = "ready http" + secure + "://" + httpAuthority();
    return http.isEmpty() ? line : line + " ws" + secure + "://" + webSocketAuthority();
  }

  /** Host and port of plain HTTP. */
  String httpAuthority() {
    return authority(http.orElse(webSocket));
  }

  /** Host and port of the WebSocket mounts. */
  String webSocketAuthority() {
    return authority(webSocket);
  }

  /** Ends gracefully: WebSocket first, so that health is answered to the end. */
  void drain(Duration timeout) {
    webSocket.drain(timeout);
    http.ifPresent(DeltawireServer::close);
  }

  @Override
  public void close() {
    webSocket.close();
    http.ifPresent(DeltawireServer::close);
  }

  private static void requireHost(String host) throws IOException {
    try {
      InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen on " + host + ": unknown host", e);
    }
  }

  private static DeltawireServer startHttp(
      Settings settings, Optional<Tls> tls, HttpFallback fallback, MemoryBudget memory)
      throws IOException {
    int port = settings.get(ServerKeys.HTTP_PORT);
    DeltawireServer.Builder builder =
        builder(settings, transport(Listeners::servesHttp), tls, port)
            .http(fallback)
            .memory(memory);
    return start(builder.build(), settings, port);
  }

  private static DeltawireServer start(DeltawireServer server, Settings settings, int port)
      throws IOException {
    try {
      server.start();
      return server;
    } catch (IOException e) {
      server.close();
      throw new IOException(
          "cannot listen on %s:%d: %s"
              .formatted(settings.get(ServerKeys.HTTP_HOST), port, e.getMessage()),
          e);
    }
  }

  private static DeltawireServer.Builder builder(
      Settings settings, TransportProvider transport, Optional<Tls> tls, int port) {
    DeltawireServer.Builder builder = DeltawireServer.builder();
    tls.ifPresent(builder::tls);
    return builder
        .transport(transport)
        .host(settings.get(ServerKeys.HTTP_HOST))
        .port(port)
        .compression(compression(settings))
        .limits(limits(settings));
  }

  private static CompressionOptions compression(Settings settings) {
    return new CompressionOptions(
        settings.get(ServerKeys.WS_COMPRESSION),
        settings.get(ServerKeys.WS_COMPRESSION_CLIENT_TAKEOVER),
        settings.get(ServerKeys.WS_COMPRESSION_LEAST_BYTES));
  }

  private static ServerLimits limits(Settings settings) {
    return ServerLimits.builder()
        .maxConnections(settings.get(ServerKeys.WS_MAX_CONNECTIONS))
        .maxConnectionsPerPrincipal(settings.get(ServerKeys.WS_MAX_CONNECTIONS_PER_PRINCIPAL))
        .maxQueuedBytes(settings.get(ServerKeys.WS_MAX_QUEUED_BYTES))
        .maxPendingInbound(settings.get(ServerKeys.WS_MAX_PENDING_INBOUND))
        .protocolErrorLimit(settings.get(ServerKeys.WS_PROTOCOL_ERROR_LIMIT))
        .protocolErrorWindow(settings.get(ServerKeys.WS_PROTOCOL_ERROR_WINDOW))
        .writeStallTimeout(settings.get(ServerKeys.WS_WRITE_STALL_TIMEOUT))
        .closeTimeout(settings.get(ServerKeys.WS_CLOSE_TIMEOUT))
        .headTimeout(settings.get(ServerKeys.HTTP_HEAD_TIMEOUT))
        .maxBodyBytes(settings.get(ServerKeys.HTTP_MAX_BODY_BYTES))
        .build();
  }

  private static TransportProvider transport(Settings settings) {
    String name = settings.get(ServerKeys.WS_TRANSPORT);
    return transport(candidate -> candidate.name().equals(name));
  }

  private static TransportProvider transport(Predicate<TransportProvider> wanted) {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the transport is not installed"));
  }

  private static boolean servesHttp(TransportProvider transport) {
    return transport.capabilities().contains(Capability.HTTP);
  }

  private String authority(DeltawireServer server) {
    InetSocketAddress address = server.address();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
