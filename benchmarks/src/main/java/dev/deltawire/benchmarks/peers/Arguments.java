package dev.deltawire.benchmarks.peers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Options of a command line: {@code --name value}, and flags without a value. */
final class Arguments {

  private final Map<String, String> values = new HashMap<>();

  /** Throws {@link IllegalArgumentException} with the usage for what is no option. */
  Arguments(List<String> args, Set<String> flags, Set<String> named, String usage) {
    for (int i = 0; i < args.size(); i++) {
      String name = args.get(i);
      boolean flag = flags.contains(name);
      if (!flag && (!named.contains(name) || i + 1 == args.size())) {
        throw new IllegalArgumentException("not understood: " + name + "; usage: " + usage);
      }
      values.put(name, flag ? "" : args.get(++i));
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value's parts; none if it is missing or empty. */
  List<String> words(String name, String separator) {
    return value(name)
        .filter(value -> !value.isBlank())
        .map(value -> List.of(value.split(separator, -1)))
        .orElse(List.of());
  }

  /** A number above 0. */
  Optional<Double> number(String name) {
    return value(name)
        .map(
            text -> {
              if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,3})?") || Double.parseDouble(text) == 0) {
                throw new IllegalArgumentException(name + " is no number above 0: " + text);
              }
              return Double.valueOf(text);
            });
  }

  Path path(String name) {
    return Path.of(value(name).orElseThrow(() -> new IllegalArgumentException(name + " FILE")));
  }
}
