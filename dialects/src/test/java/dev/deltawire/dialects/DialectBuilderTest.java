package dev.deltawire.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.integration.IntegrationDialect;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DialectBuilderTest {

  private static final Duration INTERVAL = Duration.ofSeconds(7);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final Set<String> ORIGINS = Set.of("https://app.example");

  @Test
  void whatABuilderIsToldIsWhatTheCoreAsksFor() {
    HomeDialect.Builder home = HomeDialect.builder().authenticator(token -> Optional.empty());
    AgentDialect.Builder agent = AgentDialect.builder().authenticator(token -> Optional.empty());

    assertTold(told(home).build(), ORIGINS);
    assertTold(told(agent).build(), ORIGINS);
    assertTold(told(MessengerDialect.builder()).build(), ORIGINS);
  }

  /** I-04: it lets in origins of this machine, which the core can't know. */
  @Test
  void integrationKeepsItsOriginsToItself() {
    assertTold(told(IntegrationDialect.builder()).build(), Set.of());
  }

  @Test
  void aLimitThatLetsNothingInIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> MessengerDialect.builder().maxMessageBytes(0));
  }

  private static <B extends DialectBuilder<B>> B told(B builder) {
    return builder
        .mount("/elsewhere")
        .maxMessageBytes(77)
        .heartbeat(INTERVAL, TIMEOUT)
        .allowedOrigins(ORIGINS);
  }

  private static void assertTold(Dialect dialect, Set<String> origins) {
    DialectOptions options = dialect.options();
    assertEquals("/elsewhere", dialect.mount());
    assertEquals(77, options.maxMessageBytes());
    assertEquals(INTERVAL, options.pingInterval());
    assertEquals(TIMEOUT, options.pongTimeout());
    assertEquals(origins, options.allowedOrigins());
  }
}
