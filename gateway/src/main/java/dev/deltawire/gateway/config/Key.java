package dev.deltawire.gateway.config;

import dev.deltawire.codec.QuotedInput;
import java.util.Locale;
import java.util.Optional;

/**
 * One configuration key.
 *
 * @param name as in the properties file, for instance {@code home.jwtSecret}
 * @param type what its values look like and where their bounds are
 * @param fallback the value when nobody sets it; empty when it is then unset
 */
public record Key<T>(String name, ValueType<T> type, Optional<T> fallback) {

  /** Prefix of every environment variable that sets a key. */
  public static final String VARIABLE_PREFIX = "DELTAWIRE_";

  /** A key with a default. */
  static <T> Key<T> of(String name, ValueType<T> type, T fallback) {
    return new Key<>(name, type, Optional.of(fallback));
  }

  /** A key that may stay unset. */
  static <T> Key<T> unset(String name, ValueType<T> type) {
    return new Key<>(name, type, Optional.empty());
  }

  /** The environment variable that sets it: {@code DELTAWIRE_HOME_JWTSECRET}. */
  String variable() {
    return VARIABLE_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /**
   * Reads a value.
   *
   * @param source where the text was found, for the message
   */
  T parse(String text, String source) throws ConfigurationException {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String shown = type.secret() ? "bad value" : "bad value \"" + QuotedInput.of(text) + "\"";
      throw new ConfigurationException(
          name + ": " + shown + " (" + source + "); expected " + type.expectation());
    }
  }
}
