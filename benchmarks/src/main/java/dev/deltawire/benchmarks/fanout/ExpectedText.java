package dev.deltawire.benchmarks.fanout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The escaped text of the endless stream: the corpus, over and over. */
final class ExpectedText {

  /** The message behind the last delta. */
  static final String TERMINAL =
      "{\"type\":\"chat.done\",\"payload\":{\"conversationId\":\""
          + HomeDelta.CONVERSATION
          + "\",\"messageId\":\""
          + HomeDelta.CONVERSATION
          + "\"}}";

  /** The longest delta that can be compared. */
  private static final int MAX_DELTA = 1 << 20;

  private final byte[] text;
  private final int cycle;

  /** How many tokens end within the first so many bytes of a cycle. */
  private final int[] tokensWithin;

  ExpectedText() {
    ByteArrayOutputStream once = new ByteArrayOutputStream();
    int[] ends = new int[TokenCorpus.SIZE];
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      once.writeBytes(HomeDelta.escaped(TokenCorpus.standard().text(token)).getBytes(UTF_8));
      ends[token] = once.size();
    }
    cycle = once.size();
    text = repeat(once.toByteArray(), cycle + MAX_DELTA);
    tokensWithin = new int[cycle];
    for (int token = 0; token < TokenCorpus.SIZE - 1; token++) {
      Arrays.fill(tokensWithin, ends[token], ends[token + 1], token + 1);
    }
  }

  /** Whether {@code bytes[from, to)} is the text from {@code position} on. */
  boolean matches(long position, byte[] bytes, int from, int to) {
    int start = (int) (position % cycle);
    int length = to - from;
    return length <= MAX_DELTA && Arrays.equals(text, start, start + length, bytes, from, to);
  }

  /** Whole tokens before {@code position}. */
  long tokensBefore(long position) {
    return position / cycle * TokenCorpus.SIZE + tokensWithin[(int) (position % cycle)];
  }

  private static byte[] repeat(byte[] once, int length) {
    byte[] repeated = new byte[length];
    for (int at = 0; at < length; at += once.length) {
      System.arraycopy(once, 0, repeated, at, Math.min(once.length, length - at));
    }
    return repeated;
  }
}
