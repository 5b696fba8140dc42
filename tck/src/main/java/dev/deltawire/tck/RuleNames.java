package dev.deltawire.tck;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Names tests after their rules: {@code t05_aVerdictIsAnswered} is "T-05 a verdict is answered".
 */
final class RuleNames extends DisplayNameGenerator.Standard {

  private static final Pattern RULE = Pattern.compile("([tb])([0-9]{2,3})_([A-Za-z0-9]+)");

  RuleNames() {}

  /** The rule that a method proves, for instance {@code T-05}. */
  static Optional<String> rule(Method method) {
    Matcher matcher = RULE.matcher(method.getName());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.group(1).toUpperCase(Locale.ROOT) + "-" + matcher.group(2));
  }

  @Override
  public String generateDisplayNameForMethod(
      List<Class<?>> enclosingInstanceTypes, Class<?> testClass, Method testMethod) {
    return rule(testMethod)
        .map(rule -> rule + " " + words(testMethod.getName()))
        .orElseGet(
            () ->
                super.generateDisplayNameForMethod(enclosingInstanceTypes, testClass, testMethod));
  }

  private static String words(String methodName) {
    String camelCase = methodName.substring(methodName.indexOf('_') + 1);
    return camelCase.replaceAll("(?=[A-Z])|(?<=[a-z])(?=[0-9]{3})", " ").toLowerCase(Locale.ROOT);
  }
}
