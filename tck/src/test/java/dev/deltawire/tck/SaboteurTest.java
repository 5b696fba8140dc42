package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.TransportProvider;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.engine.Constants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Every rule of the contracts can fail: whoever breaks it, and it alone, is found out. Several at a
 * time, each on one thread.
 */
final class SaboteurTest {

  /** Shorter than usual, because here most waits are in vain. */
  private static final Duration PATIENCE = Duration.ofMillis(800);

  /** A fault that is a matter of timing may stay hidden once while the machine is busy. */
  private static final int ATTEMPTS = 3;

  /** Rules that see other servers' threads; their saboteurs run alone. */
  private static final Set<Integer> COUNTING_THREADS = Set.of(2, 3, 4);

  private static final ReadWriteLock TURNS = new ReentrantReadWriteLock(true);

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

  @Execution(ExecutionMode.CONCURRENT) // not the class: others would run beside it
  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theSaboteurOfTheRuleIsFoundOut(Method rule, Class<?> contract) {
    Lock turn = COUNTING_THREADS.contains(number(rule)) ? TURNS.writeLock() : TURNS.readLock();
    turn.lock();
    try {
      findOut(rule, contract);
    } finally {
      turn.unlock();
    }
  }

  private static void findOut(Method rule, Class<?> contract) {
    SABOTAGE.set(new Sabotage(number(rule)));
    boolean noticed = false;
    for (int attempt = 0; attempt < ATTEMPTS && !noticed; attempt++) {
      TestExecutionSummary summary = run(contract, rule);
      assertTrue(summary.getTestsStartedCount() > 0, "the rule was not run");
      assertEquals(0, summary.getTestsSkippedCount());
      noticed = summary.getTotalFailureCount() > 0;
    }
    assertTrue(noticed, "nobody noticed");
  }

  static Stream<Arguments> rules() {
    return Stream.of(SabotagedTransport.class, SabotagedBackplane.class)
        .flatMap(contract -> rules(contract).map(rule -> Arguments.of(rule, contract)));
  }

  private static Stream<Named<Method>> rules(Class<?> contract) {
    return Stream.<Class<?>>iterate(contract, type -> type != Object.class, Class::getSuperclass)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> RuleNames.rule(method).isPresent())
        .sorted(Comparator.comparingInt(SaboteurTest::number))
        .map(method -> Named.of(RuleNames.rule(method).orElseThrow(), method));
  }

  private static int number(Method rule) {
    return Integer.parseInt(RuleNames.rule(rule).orElseThrow().substring(2));
  }

  static TestExecutionSummary run(Class<?> contract, Method rule) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            request()
                .selectors(selectMethod(contract, rule))
                .configurationParameter(Constants.PARALLEL_EXECUTION_ENABLED_PROPERTY_NAME, "false")
                .build(),
            listener);
    return listener.getSummary();
  }

  /** Run by the test above only. */
  static final class SabotagedBackplane extends SharedBackplaneContract {
    private final ReferenceBackplane.Hub hub = new ReferenceBackplane.Hub();

    @Override
    protected Backplane create() {
      return new ReferenceBackplane(hub, SABOTAGE.get());
    }
  }

  /** Run by the test above only. */
  static final class SabotagedTransport extends TransportContract {
    @Override
    protected TransportProvider provider() {
      return new ReferenceProvider(SABOTAGE.get());
    }
  }
}
