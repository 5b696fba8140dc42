package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON texts of about 1 MiB that are as hard to read as such a text can be. */
public enum WorstDocument {
  /** An array of arrays that are as deep as allowed. */
  NESTING(() -> "[" + ("[".repeat(63) + "]".repeat(63) + ",").repeat(8_256) + "0]"),
  /** A number of a million digits. */
  DIGITS(() -> "9".repeat(1_000_000)),
  /** An object of 20,000 members. */
  KEYS(
      () ->
          IntStream.range(0, 20_000)
              .mapToObj(i -> "\"a rather long name no. " + i + "\":\"and a value besides\"")
              .collect(Collectors.joining(",", "{", "}"))),
  /** A string of nothing but escaped quotes. */
  QUOTES(() -> "\"" + "\\\"".repeat(1 << 19) + "\""),
  /** A string of nothing but escapes by number. */
  NUMBERED_ESCAPES(() -> "\"" + "\\u00e9".repeat(175_000) + "\""),
  /** A string of nothing but characters of three bytes. */
  THREE_BYTES(() -> "\"" + "日本語".repeat(116_500) + "\"");

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Supplier<String> text;

  WorstDocument(Supplier<String> text) {
    this.text = text;
  }

  byte[] bytes() {
    return text.get().getBytes(UTF_8);
  }
}
