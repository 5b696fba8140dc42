package dev.deltawire.gateway.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class DialectKeysTest {

  @Test
  void x68_theDefaultsAreThoseOfTheSummary() {
    assertEquals(
        List.of(
            "true /integration 30s 10s 262144 []",
            "true /agent 30s 10s 262144 []",
            "true /ws 30s 10s 262144 []",
            "true /api/ws 25s 10s 262144 []",
            "true /v1/ws 30s 10s 262144 []"),
        List.of(
            defaults(IntegrationKeys.COMMON),
            defaults(AgentKeys.COMMON),
            defaults(HomeKeys.COMMON),
            defaults(ChatKeys.COMMON),
            defaults(MessengerKeys.COMMON)));
  }

  private static String defaults(DialectKeys keys) {
    return "%s %s %s %s %s %s"
        .formatted(
            keys.enabled().fallback().orElseThrow(),
            keys.mount().fallback().orElseThrow(),
            Durations.format(keys.pingInterval().fallback().orElseThrow()),
            Durations.format(keys.pongTimeout().fallback().orElseThrow()),
            keys.maxMessageBytes().fallback().orElseThrow(),
            keys.allowedOrigins().fallback().orElseThrow());
  }
}
