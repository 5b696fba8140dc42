package dev.deltawire.gateway.config;

import java.util.Map;
import java.util.Optional;

/** The gateway's configuration: a value for every key that has one. Immutable. */
public final class Settings {

  private final Map<Key<?>, Object> values;

  Settings(Map<Key<?>, Object> values) {
    this.values = Map.copyOf(values);
  }

  /** The value of a key that has a default. */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow(() -> new IllegalStateException(key.name() + " is unset"));
  }

  /** The value of a key, if it is set or has a default. */
  @SuppressWarnings("unchecked") // SettingsReader puts a key's own type only
  public <T> Optional<T> find(Key<T> key) {
    Object value = values.get(key);
    return value == null ? key.fallback() : Optional.of((T) value);
  }
}
