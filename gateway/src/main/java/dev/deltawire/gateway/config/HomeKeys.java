package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.bool;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.httpToken;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.jwtSecret;
import static dev.deltawire.gateway.config.ValueType.networks;
import static dev.deltawire.gateway.config.ValueType.word;

import dev.deltawire.dialects.NetworkSet;
import java.time.Duration;
import java.util.List;

/** The keys of the {@code home} dialect (PROTOCOLS section 4). */
public final class HomeKeys {

  /** What it shares with every dialect. */
  public static final DialectKeys COMMON = DialectKeys.of("home", "/ws", Duration.ofSeconds(30));

  private static final ValueType<Duration> LIFETIME =
      duration(Duration.ofSeconds(1), Duration.ofDays(36_500));

  /** X-53; unset is made once and kept in the data directory. */
  public static final Key<String> JWT_SECRET = Key.unset("home.jwtSecret", jwtSecret());

  /** H-04. */
  public static final Key<String> BEARER_PREFIX =
      Key.of("home.bearerPrefix", httpToken(), "genie.bearer.");

  /** H-04. */
  public static final Key<String> SUBPROTOCOL = Key.of("home.subprotocol", httpToken(), "genie.v1");

  /** H-05: loopback, private and link-local ranges. */
  public static final Key<NetworkSet> TRUSTED_NETWORKS =
      Key.of("home.trustedNetworks", networks(), NetworkSet.LOCAL);

  /** H-32. */
  public static final Key<Integer> MAX_QUEUED_CHAT =
      Key.of("home.maxQueuedChat", integer(0, 1_000_000), 8);

  /** H-41. */
  public static final Key<Boolean> DEV_MODE = Key.of("home.devMode", bool(), false);

  /** PROTOCOLS 1.9. */
  public static final Key<String> ENGINE = Key.of("home.engine", word("echo"), "echo");

  /** H-43. */
  public static final Key<Duration> NOTIFICATION_RETENTION =
      Key.of("home.notificationRetention", LIFETIME, Duration.ofDays(30));

  /** H-52. */
  public static final Key<Duration> ACCESS_TOKEN_TTL =
      Key.of("home.accessTokenTtl", LIFETIME, Duration.ofMinutes(15));

  /** H-49. */
  public static final Key<Duration> PAIRING_TTL =
      Key.of("home.pairingTtl", LIFETIME, Duration.ofMinutes(10));

  /** H-52. */
  public static final Key<Duration> REFRESH_TOKEN_TTL =
      Key.of("home.refreshTokenTtl", LIFETIME, Duration.ofDays(90));

  private HomeKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return COMMON.with(
        List.of(
            JWT_SECRET,
            BEARER_PREFIX,
            SUBPROTOCOL,
            TRUSTED_NETWORKS,
            MAX_QUEUED_CHAT,
            DEV_MODE,
            ENGINE,
            NOTIFICATION_RETENTION,
            PAIRING_TTL,
            ACCESS_TOKEN_TTL,
            REFRESH_TOKEN_TTL));
  }
}
