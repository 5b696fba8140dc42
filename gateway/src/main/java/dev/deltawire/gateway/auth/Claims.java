package dev.deltawire.gateway.auth;

import java.util.Map;
import java.util.Optional;

/** What a verified token says. */
public final class Claims {

  private final Map<String, Object> values;

  Claims(Map<String, Object> values) {
    this.values = values;
  }

  /** Whether the token has the claim, of whatever type; an explicit null equals absence. */
  public boolean has(String name) {
    return values.get(name) != null;
  }

  /** A claim that is a string. */
  public Optional<String> text(String name) {
    return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A claim that is a string of 1 to {@code longest} code points. */
  public Optional<String> text(String name, int longest) {
    return text(name).filter(t -> !t.isEmpty() && t.codePointCount(0, t.length()) <= longest);
  }
}
