package dev.deltawire.server.spi;

import java.util.Set;

/** A transport's entry in the {@link java.util.ServiceLoader}. */
public interface TransportProvider {

  /** The name by which configuration chooses it, for instance {@code jdk}. */
  String name();

  /** What it can do beyond carrying WebSocket connections. */
  Set<Capability> capabilities();

  /**
   * Makes a transport that is not started yet.
   *
   * <p>Thread: any. Throws {@link IllegalArgumentException} for options it can't honour.
   *
   * @param upgrades decides on every WebSocket handshake
   * @param fallback answers every other request; unused without {@link Capability#HTTP}
   */
  Transport create(TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback);
}
