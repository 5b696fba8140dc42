package dev.deltawire.dialects;

import static java.util.Objects.requireNonNull;

import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import java.time.Duration;
import java.util.Set;

/**
 * What the builders of all dialects can be told: where the dialect is mounted, and what its
 * connections may do.
 *
 * @param <B> the builder of one dialect
 */
public abstract class DialectBuilder<B extends DialectBuilder<B>> {

  private String mount;
  private int maxMessageBytes = 262_144;
  private Duration pingInterval;
  private Duration pongTimeout = Duration.ofSeconds(10);
  private Set<String> allowedOrigins = Set.of();

  /** A builder with the dialect's own defaults. */
  protected DialectBuilder(String mount, Duration pingInterval) {
    this.mount = mount;
    this.pingInterval = pingInterval;
  }

  /** The path of upgrades. */
  public final B mount(String path) {
    mount = requireNonNull(path);
    return self();
  }

  /** The longest message of a peer, 262144 bytes by default; longer: close 1009. */
  public final B maxMessageBytes(int bytes) {
    maxMessageBytes = requirePositive("maxMessageBytes", bytes);
    return self();
  }

  /** How often a peer is pinged, and how long its pong may take, 10 s by default. */
  public final B heartbeat(Duration interval, Duration timeout) {
    pingInterval = requireNonNull(interval);
    pongTimeout = requireNonNull(timeout);
    return self();
  }

  /**
   * Upgrades with another Origin get 403. Empty, the default, allows all, unless the dialect
   * says whom else it lets in.
   */
  public final B allowedOrigins(Set<String> origins) {
    allowedOrigins = Set.copyOf(origins);
    return self();
  }

  /** This builder. */
  protected abstract B self();

  /** The path of upgrades. */
  protected final String mount() {
    return mount;
  }

  /** The origins that were named. */
  protected final Set<String> allowedOrigins() {
    return allowedOrigins;
  }

  /**
   * What the core is to hold connections to.
   *
   * @param origins the only origins that it lets in; empty if it lets in all
   */
  protected final DialectOptions options(Dispatch dispatch, Set<String> origins) {
    return new DialectOptions(maxMessageBytes, pingInterval, pongTimeout, origins, dispatch);
  }

  /** The value, unless it is zero or negative: then it throws. */
  protected static int requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive");
    }
    return value;
  }
}
