package dev.deltawire.peers.smoke;

import static java.util.stream.Collectors.joining;

import java.util.stream.IntStream;

/** Tokens that a careless server gets wrong, and the messages that carry them. */
final class Tokens {

  private static final int COUNT = 4096;
  private static final int LONG_TOKEN = 700;

  private static final String[] KINDS = {
    "", " word", "\"", "\\", "\n", "\t", "über", "漢字", "\uD83D\uDE80", "</script>", "\u2028"
  };

  private Tokens() {}

  /** The corpus as a file holds it. */
  static String corpus() {
    return IntStream.range(0, COUNT).mapToObj(Tokens::escaped).collect(joining("\n", "", "\n"));
  }

  static String message(int stream, long token) {
    return "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\"5f0c2a5e-8f0b-4c57-9d0e-"
        + "%012x".formatted(stream)
        + "\",\"content\":\""
        + escaped((int) (token % COUNT))
        + "\",\"role\":\"assistant\"}}";
  }

  private static String escaped(int line) {
    String text = KINDS[line % KINDS.length] + line;
    if (line % LONG_TOKEN == 1) {
      text = text.repeat(LONG_TOKEN);
    }
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
