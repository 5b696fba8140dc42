package dev.deltawire.tck;

import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import java.util.EnumSet;
import java.util.Set;

/** Makes transports over blocking sockets that keep all rules, or all but one. */
record ReferenceProvider(Sabotage sabotage) implements TransportProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Set<Capability> capabilities() {
    return sabotage.breaks(0)
        ? Set.of(Capability.HTTP)
        : EnumSet.complementOf(EnumSet.of(Capability.TLS));
  }

  @Override
  public Transport create(
      TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback) {
    if (options.tls().isPresent() && !sabotage.breaks(160)) {
      throw new IllegalArgumentException("it does not speak TLS");
    }
    return new ReferenceTransport(options, upgrades, fallback, sabotage);
  }
}
