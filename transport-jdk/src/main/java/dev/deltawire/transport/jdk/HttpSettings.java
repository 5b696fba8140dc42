package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;

/** What every connection's HTTP phase needs to know. */
record HttpSettings(TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback) {

  long headTimeoutNanos() {
    return options.headTimeout().toNanos();
  }

  /** Time for a whole body: as long as three heads. */
  long bodyTimeoutNanos() {
    return 3 * options.headTimeout().toNanos();
  }
}
