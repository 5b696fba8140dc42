package dev.deltawire.gateway.config;

import dev.deltawire.codec.QuotedInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Gathers settings from their sources; a later source overrides an earlier one.
 *
 * <p>Every value is checked where it is found, also one that a later source overrides.
 */
public final class SettingsReader {

  private final Map<String, Key<?>> byName = new HashMap<>();
  private final Map<String, Key<?>> byVariable = new HashMap<>();
  private final Map<Key<?>, Object> values = new HashMap<>();

  private SettingsReader(Collection<Key<?>> keys) {
    for (Key<?> key : keys) {
      if (byName.put(key.name(), key) != null || byVariable.put(key.variable(), key) != null) {
        throw new IllegalArgumentException("two keys named " + key.name());
      }
    }
  }

  /** A reader that knows {@code keys} and no others. */
  public static SettingsReader of(Collection<Key<?>> keys) {
    return new SettingsReader(keys);
  }

  /** Takes a file of Java properties in UTF-8. */
  public SettingsReader file(Path file) throws ConfigurationException {
    Properties properties = load(file);
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      set(name, properties.getProperty(name), "in " + file);
    }
    return this;
  }

  /** Takes those environment variables that start with {@code DELTAWIRE_}. */
  public SettingsReader environment(Map<String, String> environment) throws ConfigurationException {
    for (String variable : new TreeSet<>(environment.keySet())) {
      if (variable.startsWith(Key.VARIABLE_PREFIX)) {
        Key<?> key = byVariable.get(variable);
        if (key == null) {
          throw new ConfigurationException(
              "unknown environment variable " + QuotedInput.of(variable));
        }
        values.put(key, key.parse(environment.get(variable), "in the variable " + variable));
      }
    }
    return this;
  }

  /** Takes {@code KEY=VALUE} words in order. */
  public SettingsReader assignments(List<String> assignments) throws ConfigurationException {
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals <= 0) {
        throw new ConfigurationException("--set expects KEY=VALUE");
      }
      set(assignment.substring(0, equals), assignment.substring(equals + 1), "by --set");
    }
    return this;
  }

  /** Takes one value. */
  public SettingsReader set(String name, String value, String source)
      throws ConfigurationException {
    Key<?> key = byName.get(name.strip());
    if (key == null) {
      throw new ConfigurationException(
          "unknown key \"%s\" (%s)".formatted(QuotedInput.of(name), source));
    }
    values.put(key, key.parse(value, source));
    return this;
  }

  /** What has been gathered. */
  public Settings settings() {
    return new Settings(values);
  }

  private static Properties load(Path file) throws ConfigurationException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (NoSuchFileException e) {
      throw new ConfigurationException("configuration file not found: " + file);
    } catch (IOException e) {
      throw new ConfigurationException("configuration file " + file + ": " + FileProblem.words(e));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("configuration file " + file + ": " + e.getMessage());
    }
  }
}
