package dev.deltawire.gateway.config;

import dev.deltawire.dialects.NetworkSet;
import dev.deltawire.model.chat.ChatLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a key's values look like.
 *
 * @param expectation completes the sentence "expected …"
 * @param parser turns stripped text into a value or throws {@link IllegalArgumentException}
 * @param secret whether values must not be shown
 */
public record ValueType<T>(String expectation, Function<String, T> parser, boolean secret) {

  private static final int JWT_SECRET_BYTES = 32;
  private static final Pattern MOUNT = Pattern.compile("/|(/[A-Za-z0-9._~-]+)+");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?");
  private static final Pattern KEY_PREFIX = Pattern.compile("[A-Za-z0-9_-]{0,64}");
  private static final Pattern HTTP_TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]+");

  /** A value of text. */
  T parse(String text) {
    return parser.apply(text.strip());
  }

  /** A duration between two bounds, both allowed. */
  static ValueType<Duration> duration(Duration least, Duration most) {
    return open(
        "a duration such as 500ms, 30s, 15m or 7d, from %s to %s"
            .formatted(Durations.format(least), Durations.format(most)),
        text -> within(Durations.parse(text), least, most));
  }

  /** A whole number between two bounds, both allowed. */
  static ValueType<Integer> integer(int least, int most) {
    return open(
        "a whole number from %d to %d".formatted(least, most),
        text -> within(Integer.valueOf(text), least, most));
  }

  /** A decimal number from 0 up. */
  static ValueType<BigDecimal> decimal() {
    return open(
        "a decimal number such as 0.000003",
        text -> new BigDecimal(matching(text, t -> DECIMAL.matcher(t).matches())));
  }

  /** Some text on one line. */
  static ValueType<String> line(int longest) {
    return open(
        "text of 1 to %d characters".formatted(longest), text -> matching(text, isLine(longest)));
  }

  /** A secret on one line. */
  static ValueType<String> secretLine(int longest) {
    return new ValueType<>(
        line(longest).expectation(), text -> matching(text, isLine(longest)), true);
  }

  private static Predicate<String> isLine(int longest) {
    return t -> !t.isEmpty() && t.length() <= longest && t.chars().allMatch(c -> c >= ' ');
  }

  /** Where a PostgreSQL database is; secret, because it may have the password in it. */
  static ValueType<String> postgresUrl() {
    return new ValueType<>(
        "a URL such as jdbc:postgresql://HOST/DATABASE",
        text -> matching(text, t -> t.startsWith("jdbc:postgresql:")),
        true);
  }

  /** What keys of an API begin with. */
  static ValueType<String> keyPrefix() {
    return open(
        "letters, digits, _ and -, at most 64",
        text -> matching(text, t -> KEY_PREFIX.matcher(t).matches()));
  }

  /** {@code true} or {@code false}. */
  static ValueType<Boolean> bool() {
    return open("true or false", text -> oneOf(text, List.of("true", "false")).equals("true"));
  }

  /** One of a few words. */
  static ValueType<String> word(String... words) {
    List<String> allowed = List.of(words);
    return open("one of " + String.join(", ", allowed), text -> oneOf(text, allowed));
  }

  /** A token of an HTTP header (RFC 9110 §5.6.2). */
  static ValueType<String> httpToken() {
    return open(
        "letters, digits and !#$%&'*+-.^_`|~",
        text -> matching(text, t -> HTTP_TOKEN.matcher(t).matches()));
  }

  /** Visible ASCII without blanks. */
  static ValueType<String> visibleAscii() {
    return open("visible ASCII characters without blanks", ValueType::visible);
  }

  /** A path that connections are upgraded on. */
  static ValueType<String> mount() {
    return open("a path such as /ws", text -> matching(text, t -> MOUNT.matcher(t).matches()));
  }

  /** A path of the file system. */
  static ValueType<Path> path() {
    return open("a path", ValueType::toPath);
  }

  /** A comma-separated list, empty for none. */
  static ValueType<List<String>> list() {
    return open("a comma-separated list", ValueType::elements);
  }

  /** A comma-separated list of usernames (C-10), empty for none. */
  static ValueType<List<String>> usernames() {
    return open(
        "a comma-separated list of usernames such as helper,ops:claude",
        text -> {
          List<String> names = elements(text);
          names.forEach(name -> matching(name, ChatLimits::isUsername));
          return names;
        });
  }

  /** A comma-separated list of networks, empty for none. */
  static ValueType<NetworkSet> networks() {
    return open(
        "a comma-separated list of networks such as 10.0.0.0/8,fe80::/10",
        text -> NetworkSet.of(elements(text)));
  }

  /** an HS256 key shorter than its hash is refused. */
  static ValueType<String> jwtSecret() {
    return new ValueType<>(
        "at least " + JWT_SECRET_BYTES + " bytes",
        text -> matching(text, t -> t.getBytes(StandardCharsets.UTF_8).length >= JWT_SECRET_BYTES),
        true);
  }

  /** A secret that travels in an HTTP header. */
  static ValueType<String> bearerSecret() {
    return new ValueType<>(visibleAscii().expectation(), ValueType::visible, true);
  }

  private static <T> ValueType<T> open(String expectation, Function<String, T> parser) {
    return new ValueType<>(expectation, parser, false);
  }

  private static <T extends Comparable<T>> T within(T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException("out of bounds");
    }
    return value;
  }

  private static String matching(String text, Predicate<String> rule) {
    if (!rule.test(text)) {
      throw new IllegalArgumentException("no match");
    }
    return text;
  }

  private static String visible(String text) {
    return matching(text, t -> VISIBLE_ASCII.matcher(t).matches());
  }

  private static String oneOf(String text, List<String> allowed) {
    return matching(text, allowed::contains);
  }

  private static Path toPath(String text) {
    try {
      return Path.of(matching(text, t -> !t.isEmpty()));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static List<String> elements(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> elements = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (elements.contains("")) {
      throw new IllegalArgumentException("empty element");
    }
    return elements;
  }
}
