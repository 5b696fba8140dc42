package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import java.util.Set;

/** The provider of {@code javawebsocket}: WebSocket connections and nothing else. */
public final class JavaWebSocketTransportProvider implements TransportProvider {

  /** For the service loader. */
  public JavaWebSocketTransportProvider() {}

  @Override
  public String name() {
    return "javawebsocket";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.PARTIAL_WRITES, Capability.COMPRESSION);
  }

  @Override
  public Transport create(
      TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback) {
    return new JavaWebSocketTransport(options, upgrades, LibraryServer.Probe.SOCKET);
  }
}
