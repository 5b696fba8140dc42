package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.deltawire.server.spi.TransportProvider;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Every rule of the contract can fail: a transport that breaks it, and it alone, is found out. */
final class SaboteurTest {

  /** Shorter than usual, because here most waits are in vain. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  private static final ThreadLocal<Sabotage> SABOTAGE =
      ThreadLocal.withInitial(() -> Sabotage.NONE);

  @BeforeAll
  static void waitLess() {
    Patience.shorten(PATIENCE);
  }

  @AfterAll
  static void waitAsUsual() {
    Patience.restore();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theSaboteurOfTheRuleIsFoundOut(Method rule) {
    SABOTAGE.set(new Sabotage(number(rule)));
    TestExecutionSummary summary = run(rule);
    assertTrue(summary.getTestsStartedCount() > 0, "the rule was not run");
    assertEquals(0, summary.getTestsSkippedCount());
    assertTrue(summary.getTotalFailureCount() > 0, "nobody noticed");
  }

  static Stream<Named<Method>> rules() {
    return Stream.<Class<?>>iterate(
            Sabotaged.class, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> RuleNames.rule(method).isPresent())
        .sorted(Comparator.comparingInt(SaboteurTest::number))
        .map(method -> Named.of(RuleNames.rule(method).orElseThrow(), method));
  }

  private static int number(Method rule) {
    return Integer.parseInt(RuleNames.rule(rule).orElseThrow().substring("T-".length()));
  }

  private static TestExecutionSummary run(Method rule) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(request().selectors(selectMethod(Sabotaged.class, rule)).build(), listener);
    return listener.getSummary();
  }

  /** Run by the test above only. */
  static final class Sabotaged extends TransportContract {
    @Override
    protected TransportProvider provider() {
      return new ReferenceProvider(SABOTAGE.get());
    }
  }
}
