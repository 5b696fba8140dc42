package dev.deltawire.tck;

import dev.deltawire.server.spi.TransportProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Skips the rules whose capability a transport does not declare, and fails its test class when
 * anything else was skipped than the reviewed resource {@code /tck-skips.txt} lists.
 */
final class SkipGuard implements ExecutionCondition, TestWatcher, AfterAllCallback {

  private static final String REVIEWED = "/tck-skips.txt";

  private final Set<String> skipped = new TreeSet<>();

  SkipGuard() {}

  /** The rules that a transport's declared capabilities leave out. */
  static Set<String> expected(Class<?> contract, TransportProvider provider) {
    return Stream.<Class<?>>iterate(contract, c -> c != Object.class, Class::getSuperclass)
        .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
        .filter(method -> !provides(provider, method))
        .map(SkipGuard::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rules that somebody has agreed to leave out; none when there is no such resource. */
  static Set<String> reviewed(Class<?> contract) {
    try (InputStream in = contract.getResourceAsStream(REVIEWED)) {
      if (in == null) {
        return Set.of();
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<Object> test = context.getTestInstance();
    if (test.isPresent() && test.get() instanceof TransportContract contract) {
      Method method = context.getRequiredTestMethod();
      if (!provides(contract.provider(), method)) {
        return ConditionEvaluationResult.disabled("needs a capability that is not declared");
      }
    }
    return ConditionEvaluationResult.enabled("no undeclared capability is needed");
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    skipped.add(name(context.getRequiredTestMethod()));
  }

  @Override
  public void testAborted(ExtensionContext context, Throwable cause) {
    skipped.add(name(context.getRequiredTestMethod()));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Set<String> unexpected = new TreeSet<>(skipped);
    unexpected.removeAll(reviewed(context.getRequiredTestClass()));
    if (!unexpected.isEmpty()) {
      throw new AssertionError("skipped, but not in " + REVIEWED + ": " + unexpected);
    }
  }

  private static boolean provides(TransportProvider provider, Method method) {
    Needs needs = method.getAnnotation(Needs.class);
    return needs == null || provider.capabilities().contains(needs.value());
  }

  private static String name(Method method) {
    return RuleNames.rule(method).orElse(method.getName());
  }
}
