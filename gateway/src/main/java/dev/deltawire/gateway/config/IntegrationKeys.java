package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.bool;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.keyPrefix;
import static dev.deltawire.gateway.config.ValueType.line;
import static dev.deltawire.gateway.config.ValueType.word;

import java.time.Duration;
import java.util.List;

/** The keys of the {@code integration} dialect (PROTOCOLS section 2). */
public final class IntegrationKeys {

  /** What it shares with every dialect. */
  public static final DialectKeys COMMON =
      DialectKeys.of("integration", "/integration", Duration.ofSeconds(30));

  /** I-11. */
  public static final Key<String> KEY_PREFIX =
      Key.of("integration.keyPrefix", keyPrefix(), "sk_live_");

  /** I-18. */
  public static final Key<String> CONSENT =
      Key.of("integration.consent", word("page", "auto", "off"), "page");

  /** I-21. */
  public static final Key<Duration> REQUEST_COOLDOWN =
      Key.of(
          "integration.requestCooldown",
          duration(Duration.ZERO, Duration.ofDays(1)),
          Duration.ofSeconds(5));

  /** I-22. */
  public static final Key<Duration> REQUEST_TIMEOUT =
      Key.of(
          "integration.requestTimeout",
          duration(Duration.ofMillis(1), Duration.ofDays(1)),
          Duration.ofSeconds(110));

  /** I-39. */
  public static final Key<String> CHANNEL_NAME = Key.unset("integration.channelName", line(128));

  /** I-43: the value at each start. */
  public static final Key<Boolean> READY = Key.of("integration.ready", bool(), true);

  private IntegrationKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return COMMON.with(
        List.of(KEY_PREFIX, CONSENT, REQUEST_COOLDOWN, REQUEST_TIMEOUT, CHANNEL_NAME, READY));
  }
}
