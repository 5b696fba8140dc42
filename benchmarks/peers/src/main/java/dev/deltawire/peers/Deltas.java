package dev.deltawire.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The messages of all streams: the corpus, over and over. Stream 0's are made before the start. */
final class Deltas {

  static final int CORPUS_SIZE = 4096;

  private static final String SUFFIX = "\",\"role\":\"assistant\"}}";

  private final String[] escaped = new String[CORPUS_SIZE];
  private final String[] raw = new String[CORPUS_SIZE];
  private final String[] texts = new String[CORPUS_SIZE];
  private final byte[][] utf8 = new byte[CORPUS_SIZE][];

  Deltas(List<String> corpus) {
    if (corpus.size() != CORPUS_SIZE) {
      throw new IllegalArgumentException(
          "a corpus of " + CORPUS_SIZE + " lines is needed, not of " + corpus.size());
    }
    for (int line = 0; line < CORPUS_SIZE; line++) {
      escaped[line] = corpus.get(line);
      raw[line] = unescape(escaped[line]);
      texts[line] = delta(0, escaped[line]);
      utf8[line] = texts[line].getBytes(UTF_8);
    }
  }

  static Deltas read(Path corpus) throws IOException {
    String lines = Files.readString(corpus, UTF_8);
    return new Deltas(List.of(lines.substring(0, lines.lastIndexOf('\n')).split("\n", -1)));
  }

  /** The message of one token. */
  String text(int stream, long token) {
    int line = line(token);
    return stream == 0 ? texts[line] : delta(stream, escaped[line]);
  }

  /** The same as UTF-8, not to be changed. */
  byte[] utf8(int stream, long token) {
    int line = line(token);
    return stream == 0 ? utf8[line] : delta(stream, escaped[line]).getBytes(UTF_8);
  }

  /** The text of one token as JSON libraries want it. */
  String raw(long token) {
    return raw[line(token)];
  }

  static String conversation(int stream) {
    String digits = Integer.toHexString(stream);
    return "5f0c2a5e-8f0b-4c57-9d0e-" + "0".repeat(12 - digits.length()) + digits;
  }

  private static int line(long token) {
    return (int) (token % CORPUS_SIZE);
  }

  private static String delta(int stream, String content) {
    return "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\""
        + conversation(stream)
        + "\",\"content\":\""
        + content
        + SUFFIX;
  }

  private static String unescape(String escaped) {
    StringBuilder text = new StringBuilder(escaped.length());
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      text.append(c == '\\' ? unescape(escaped.charAt(++i)) : c);
    }
    return text.toString();
  }

  private static char unescape(char c) {
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default -> throw new IllegalArgumentException("the corpus may not escape: " + c);
    };
  }
}
