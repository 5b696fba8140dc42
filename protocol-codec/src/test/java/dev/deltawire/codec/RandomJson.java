package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.random.RandomGenerator;

/** JSON texts that are well-formed, and texts that nearly are, from a seeded source. */
final class RandomJson {
  private static final String[] STRINGS = {
    "",
    "a",
    "b",
    "payload",
    "type",
    "text of more than eight",
    "é",
    "中文",
    "😀",
    "\\n",
    "\\\"",
    "\\\\",
    "\\/",
    "\\u0061",
    "\\u00e9",
    "\\uD83D\\uDE00",
    "p\\u0061yload",
    "\u007f"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "3",
    "3.0",
    "3e0",
    "30e-1",
    "0.3E+1",
    "9007199254740991",
    "-9007199254740991",
    "9007199254740992",
    "90071992547409910e-1",
    "2147483648",
    "0.5",
    "1e400",
    "-1.5E-7",
    "0e9",
    "0.000000000000000000001e21",
    "1000000000000000000000e-21",
    "123456789012345678901234567890"
  };
  private static final String[] FRAGMENTS = {
    "\\ud83d",
    "\\udE00",
    "\\u",
    "\\x",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\0",
    "\n",
    "\t",
    "\f",
    "\uFEFF",
    "\u00a0",
    "NaN",
    "Infinity",
    "tru",
    "null",
    "nul",
    "/*c*/",
    "//",
    "'",
    "01",
    "-",
    "+1",
    "1.",
    ".5",
    "1e",
    "0x1",
    "e",
    "1",
    " ",
    "\u2028",
    "[[[[[[[[[[[[[[[[[[[[",
    "]]]]]]]]]]]]]]]]]]]]"
  };

  private final RandomGenerator random;
  private final StringBuilder text = new StringBuilder();

  RandomJson(RandomGenerator random) {
    this.random = random;
  }

  byte[] next() {
    text.setLength(0);
    blanks();
    value(random.nextInt(5));
    blanks();
    return text.toString().getBytes(UTF_8);
  }

  /** The text with one or a few places changed, most often into something malformed. */
  byte[] mutate(byte[] json) {
    byte[] mutated = json;
    for (int times = 1 + random.nextInt(2); times > 0; times--) {
      mutated = mutateOnce(mutated);
    }
    return mutated;
  }

  private byte[] mutateOnce(byte[] json) {
    int from = random.nextInt(json.length + 1);
    int to = random.nextInt(from, Math.min(json.length, from + 4) + 1);
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    result.write(json, 0, from);
    switch (random.nextInt(4)) {
      case 0 -> result.writeBytes(pick(FRAGMENTS).getBytes(UTF_8));
      case 1 -> result.write(random.nextInt(256));
      case 2 -> result.write(json, from, to - from);
      default -> from = to;
    }
    result.write(json, from, json.length - from);
    return result.toByteArray();
  }

  private void value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> string();
      case 1 -> text.append(pick(NUMBERS));
      case 2 -> text.append(random.nextBoolean() ? "true" : "false");
      case 3 -> text.append("null");
      case 4 -> text.append(random.nextInt(-1000, 1000));
      case 5 -> container('[', ']', depth);
      default -> container('{', '}', depth);
    }
  }

  private void container(char open, char close, int depth) {
    text.append(open);
    blanks();
    for (int n = random.nextInt(4); n > 0; n--) {
      if (open == '{') {
        string();
        blanks();
        text.append(':');
        blanks();
      }
      value(depth - 1);
      blanks();
      if (n > 1) {
        text.append(',');
        blanks();
      }
    }
    text.append(close);
  }

  private void string() {
    text.append('"');
    for (int n = random.nextInt(3); n > 0; n--) {
      text.append(pick(STRINGS));
    }
    text.append('"');
  }

  private void blanks() {
    if (random.nextInt(4) == 0) {
      text.append(" \n\t\r".charAt(random.nextInt(4)));
    }
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
