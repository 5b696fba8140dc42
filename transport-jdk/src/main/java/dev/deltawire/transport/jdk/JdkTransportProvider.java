package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;

/** {@code jdk}: RFC 6455 and HTTP/1.1 on one port, on {@code java.nio} alone. */
public final class JdkTransportProvider implements TransportProvider {

  /** For the {@link java.util.ServiceLoader}. */
  public JdkTransportProvider() {}

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.HTTP, Capability.PARTIAL_WRITES, Capability.COMPRESSION, Capability.TLS);
  }

  @Override
  public Transport create(
      TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback) {
    require(options.loops() > 0, "loops");
    require(options.maxHeadBytes() > 0, "maxHeadBytes");
    require(options.maxBodyBytes() >= 0, "maxBodyBytes");
    require(options.maxSockets() > 0, "maxSockets");
    require(options.maxSocketsPerAddress() > 0, "maxSocketsPerAddress");
    require(options.headTimeout().compareTo(Duration.ZERO) > 0, "headTimeout");
    HttpSettings settings = new HttpSettings(options, upgrades, fallback);
    return new JdkTransport(settings, UnaryOperator.identity());
  }

  private static void require(boolean condition, String option) {
    if (!condition) {
      throw new IllegalArgumentException(option + " must be positive");
    }
  }
}
