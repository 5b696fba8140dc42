package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.keyPrefix;

import java.time.Duration;
import java.util.List;

/** The keys of the {@code messenger} dialect (PROTOCOLS section 6). */
public final class MessengerKeys {

  /** What it shares with every dialect. */
  public static final DialectKeys COMMON =
      DialectKeys.of("messenger", "/v1/ws", Duration.ofSeconds(30));

  private static final ValueType<Duration> TIME =
      duration(Duration.ofMillis(1), Duration.ofDays(1));

  /** M-04. */
  public static final Key<Duration> HELLO_TIMEOUT =
      Key.of("messenger.helloTimeout", TIME, Duration.ofSeconds(5));

  /** M-09. */
  public static final Key<String> KEY_PREFIX =
      Key.of("messenger.keyPrefix", keyPrefix(), "dw_live_");

  /** M-29. */
  public static final Key<Duration> DELIVERY_PROBE =
      Key.of("messenger.deliveryProbe", TIME, Duration.ofSeconds(1));

  /** M-36. */
  public static final Key<Duration> TYPING_TIMEOUT =
      Key.of("messenger.typingTimeout", TIME, Duration.ofSeconds(10));

  /** M-47. */
  public static final Key<Integer> MAX_BACKLOG =
      Key.of("messenger.maxBacklog", integer(1, 100_000_000), 10_000);

  /** M-47. */
  public static final Key<Integer> BACKLOG_WARNING =
      Key.of("messenger.backlogWarning", integer(1, 100_000_000), 5_000);

  /** M-48. */
  public static final Key<Integer> SEND_RATE =
      Key.of("messenger.sendRate", integer(1, 1_000_000), 60);

  /** M-48. */
  public static final Key<Duration> SEND_WINDOW =
      Key.of("messenger.sendWindow", TIME, Duration.ofSeconds(1));

  private MessengerKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return COMMON.with(
        List.of(
            HELLO_TIMEOUT,
            KEY_PREFIX,
            DELIVERY_PROBE,
            TYPING_TIMEOUT,
            MAX_BACKLOG,
            BACKLOG_WARNING,
            SEND_RATE,
            SEND_WINDOW));
  }
}
