package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.bool;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.list;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that every dialect has.
 *
 * @param enabled X-02
 * @param mount X-02
 * @param maxMessageBytes X-14
 * @param allowedOrigins X-06
 * @param pingInterval X-39
 * @param pongTimeout X-39
 */
public record DialectKeys(
    Key<Boolean> enabled,
    Key<String> mount,
    Key<Integer> maxMessageBytes,
    Key<List<String>> allowedOrigins,
    Key<Duration> pingInterval,
    Key<Duration> pongTimeout) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);

  /** The keys of {@code dialect} with the defaults of PROTOCOLS section 7. */
  static DialectKeys of(String dialect, String mount, Duration pingInterval) {
    return new DialectKeys(
        Key.of(dialect + ".enabled", bool(), true),
        Key.of(dialect + ".mount", ValueType.mount(), mount),
        Key.of(dialect + ".maxMessageBytes", integer(1, 1 << 30), 262_144),
        Key.of(dialect + ".allowedOrigins", list(), List.of()),
        Key.of(dialect + ".pingInterval", duration(SHORTEST, LONGEST), pingInterval),
        Key.of(dialect + ".pongTimeout", duration(SHORTEST, LONGEST), PONG_TIMEOUT));
  }

  /** All of them, and a dialect's own after them. */
  List<Key<?>> with(List<Key<?>> own) {
    List<Key<?>> keys =
        new ArrayList<>(
            List.of(enabled, mount, maxMessageBytes, allowedOrigins, pingInterval, pongTimeout));
    keys.addAll(own);
    return List.copyOf(keys);
  }
}
