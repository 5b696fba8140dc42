package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.decimal;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.jwtSecret;
import static dev.deltawire.gateway.config.ValueType.word;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** The keys of the {@code agent} dialect (PROTOCOLS section 3). */
public final class AgentKeys {

  /** What it shares with every dialect. */
  public static final DialectKeys COMMON =
      DialectKeys.of("agent", "/agent", Duration.ofSeconds(30));

  private static final ValueType<Duration> TIME =
      duration(Duration.ofMillis(1), Duration.ofDays(36_500));

  /** */
  public static final Key<Duration> TOOL_TIMEOUT =
      Key.of("agent.toolTimeout", TIME, Duration.ofMinutes(2));

  /** */
  public static final Key<Duration> TURN_TIMEOUT =
      Key.of("agent.turnTimeout", TIME, Duration.ofMinutes(10));

  /** */
  public static final Key<Duration> DETACH_TIMEOUT =
      Key.of("agent.detachTimeout", TIME, Duration.ofMinutes(1));

  /** */
  public static final Key<Integer> MAX_CONCURRENT_SESSIONS =
      Key.of("agent.maxConcurrentSessions", integer(1, 1_000_000), 10);

  /** */
  public static final Key<Duration> SESSION_TTL =
      Key.of("agent.sessionTtl", TIME, Duration.ofDays(7));

  /** */
  public static final Key<Integer> TURNS_PER_MINUTE =
      Key.of("agent.turnsPerMinute", integer(1, 1_000_000), 60);

  /** X-53; unset is made once and kept in the data directory. */
  public static final Key<String> JWT_SECRET = Key.unset("agent.jwtSecret", jwtSecret());

  /** PROTOCOLS 1.9. */
  public static final Key<String> ENGINE = Key.of("agent.engine", word("echo"), "echo");

  /** USD for an input token. */
  public static final Key<BigDecimal> PRICE_INPUT =
      Key.of("agent.price.input", decimal(), new BigDecimal("0.000003"));

  /** USD for an output token. */
  public static final Key<BigDecimal> PRICE_OUTPUT =
      Key.of("agent.price.output", decimal(), new BigDecimal("0.000015"));

  private AgentKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return COMMON.with(
        List.of(
            TOOL_TIMEOUT,
            TURN_TIMEOUT,
            DETACH_TIMEOUT,
            MAX_CONCURRENT_SESSIONS,
            SESSION_TTL,
            TURNS_PER_MINUTE,
            JWT_SECRET,
            ENGINE,
            PRICE_INPUT,
            PRICE_OUTPUT));
  }
}
