package dev.deltawire.gateway.config;

import static dev.deltawire.gateway.config.ValueType.bool;
import static dev.deltawire.gateway.config.ValueType.duration;
import static dev.deltawire.gateway.config.ValueType.integer;
import static dev.deltawire.gateway.config.ValueType.jwtSecret;
import static dev.deltawire.gateway.config.ValueType.usernames;
import static dev.deltawire.gateway.config.ValueType.word;

import java.time.Duration;
import java.util.List;

/** The keys of the {@code chat} dialect (PROTOCOLS section 5). */
public final class ChatKeys {

  /** What it shares with every dialect. */
  public static final DialectKeys COMMON =
      DialectKeys.of("chat", "/api/ws", Duration.ofSeconds(25));

  /** C-03. */
  public static final Key<Boolean> DEV_MODE = Key.of("chat.devMode", bool(), false);

  /** C-25. */
  public static final Key<Duration> TOKEN_TTL =
      Key.of(
          "chat.tokenTtl",
          duration(Duration.ofSeconds(1), Duration.ofDays(36_500)),
          Duration.ofDays(365));

  /** C-42. */
  public static final Key<Integer> MAX_AGENT_CHAIN =
      Key.of("chat.maxAgentChain", integer(0, 1_000), 4);

  /** C-49. */
  public static final Key<Duration> TYPING_TIMEOUT =
      Key.of(
          "chat.typingTimeout",
          duration(Duration.ofMillis(1), Duration.ofDays(1)),
          Duration.ofSeconds(10));

  /** C-63: agents to create at start. */
  public static final Key<List<String>> AGENTS = Key.of("chat.agents", usernames(), List.of());

  /** X-53; unset is made once and kept in the data directory. */
  public static final Key<String> JWT_SECRET = Key.unset("chat.jwtSecret", jwtSecret());

  /** PROTOCOLS 1.9. */
  public static final Key<String> ENGINE = Key.of("chat.engine", word("echo"), "echo");

  private ChatKeys() {}

  /** All of them. */
  static List<Key<?>> all() {
    return COMMON.with(
        List.of(DEV_MODE, TOKEN_TTL, MAX_AGENT_CHAIN, TYPING_TIMEOUT, AGENTS, JWT_SECRET, ENGINE));
  }
}
