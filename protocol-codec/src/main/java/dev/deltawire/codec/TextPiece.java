package dev.deltawire.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A thread's room for long text on its way to escaped UTF-8, a piece at a time.
 *
 * <p>Where most characters are Latin-1, the JDK's encoder makes bytes of them, many at once; it
 * stops at each wider one, which is dear, so that from the first one on wider ones are folded into
 * Latin-1 beforehand. Where wider ones are the most, characters are read one by one. Of bytes it is
 * first found out which of them are plain, by a loop of which the JIT makes vectors because it has
 * one index, no way out and no sum. What is plain is then copied by words.
 */
final class TextPiece {
  /** From so many bytes on, looking at all of them beforehand pays. */
  static final int WORTH = 128;

  private static final int SIZE = 1024;

  /** So many plain characters in a row are worth a call of the encoder. */
  private static final int CALM = 32;

  /** So far ahead another wide character tells of many, with one halfway. */
  private static final int AHEAD = 16;

  private static final byte STOP = (byte) 0x80;

  private static final long EIGHT_STOPS = 0x8080808080808080L;

  private final char[] chars = new char[SIZE];

  /** The same without wide ones, from the first of them on. */
  private final char[] folded = new char[SIZE];

  private final byte[] bytes = new byte[SIZE + Long.BYTES];

  /** For each of the bytes {@link #STOP} if it is not plain. */
  private final byte[] stops = new byte[SIZE + Long.BYTES];

  private final CharBuffer in = CharBuffer.wrap(chars);
  private final CharBuffer inFolded = CharBuffer.wrap(folded);
  private final ByteBuffer out = ByteBuffer.wrap(bytes);
  private final CharsetEncoder latin1 = StandardCharsets.ISO_8859_1.newEncoder();
  private final PairRun run = new PairRun();
  private int length;
  private int nextChar;
  private int nextByte;
  private int position;
  private int raw;

  /** As {@link JsonEscape#escape}. */
  long escape(CharSequence src, int from, int to, byte[] dst, int pos) {
    position = pos;
    raw = 0;
    int i = from;
    while (i < to) {
      take(src, i, to);
      if (length < CALM || isDense()) {
        escapeDense(dst);
        i += nextChar;
      } else {
        escapeSparse(dst);
        i += length;
      }
    }
    return JsonEscape.pack(position, raw);
  }

  /** As {@link JsonEscape#escapeUtf8}. */
  long escapeUtf8(byte[] src, int from, int to, byte[] dst, int pos) {
    position = pos;
    raw = 0;
    for (int i = from; i < to; i += length) {
      length = to - i <= SIZE ? to - i : Utf8.wholeSequences(src, i, i + SIZE) - i;
      System.arraycopy(src, i, bytes, 0, length);
      if (findStops()) {
        walkUtf8(dst);
      } else {
        copyAll(dst);
      }
    }
    return JsonEscape.pack(position, raw);
  }

  private void take(CharSequence src, int from, int to) {
    nextChar = 0;
    length = Math.min(to - from, SIZE);
    if (from + length < to && Character.isHighSurrogate(src.charAt(from + length - 1))) {
      length--;
    }
    if (src instanceof String text) {
      text.getChars(from, from + length, chars, 0);
    } else {
      for (int i = 0; i < length; i++) {
        chars[i] = src.charAt(from + i);
      }
    }
  }

  /** Whether there is a wide character, and most that follow seem to be. */
  private boolean isDense() {
    int i = nextChar;
    return i + AHEAD < length
        && isWide(chars[i])
        && isWide(chars[i + AHEAD])
        && isWide(chars[i + AHEAD / 2]);
  }

  private static boolean isWide(char c) {
    return c > 0xFF;
  }

  private void escapeSparse(byte[] dst) {
    int exact = narrow();
    if (findStops()) {
      walkChars(exact, dst);
    } else {
      copyAll(dst);
    }
  }

  /**
   * Makes a byte of each character, one beyond ASCII of each wide one.
   *
   * @return how many of the first ones are not wide
   */
  private int narrow() {
    int exact = encode(in, 0);
    if (exact < length) {
      fold(chars, folded, exact, length);
      encode(inFolded, exact);
    }
    return exact;
  }

  /** Returns the index of the first wide character. */
  private int encode(CharBuffer src, int from) {
    src.limit(length).position(from);
    out.position(from);
    latin1.encode(src, out, false);
    return src.position();
  }

  /** Makes some character of Latin-1, but none of ASCII, of each wide one; becomes vectors. */
  private static void fold(char[] chars, char[] folded, int from, int to) {
    for (int i = from; i < to; i++) {
      int c = chars[i];
      int high = c >>> Byte.SIZE;
      folded[i] = (char) ((c & 0x7F) | ((c | high | (high + 0x7F)) & 0x80));
    }
  }

  /** Whether one of the bytes is not plain, or they are too few to tell at once. */
  private boolean findStops() {
    int n = length;
    markStops(bytes, stops, n);
    stops[n] = STOP;
    return n < Long.BYTES || anyStop(stops, n);
  }

  private static void markStops(byte[] bytes, byte[] stops, int n) {
    for (int i = 0; i < n; i += Long.BYTES) {
      Utf8.putWord(stops, i, Utf8.specials(Utf8.word(bytes, i)));
    }
  }

  private static boolean anyStop(byte[] stops, int n) {
    long even = 0;
    long odd = 0;
    int i = 0;
    for (; i <= n - 4 * Long.BYTES; i += 4 * Long.BYTES) {
      even |= Utf8.word(stops, i) | Utf8.word(stops, i + 2 * Long.BYTES);
      odd |= Utf8.word(stops, i + Long.BYTES) | Utf8.word(stops, i + 3 * Long.BYTES);
    }
    for (; i < n - Long.BYTES; i += Long.BYTES) {
      odd |= Utf8.word(stops, i);
    }
    return (even | odd | Utf8.word(stops, n - Long.BYTES)) != 0;
  }

  private void copyAll(byte[] dst) {
    int n = length;
    System.arraycopy(bytes, 0, dst, position, n);
    position += n;
    raw += n;
  }

  private void walkChars(int exact, byte[] dst) {
    int n = length;
    nextByte = 0;
    for (copyPlain(n, dst); nextByte < n; copyPlain(n, dst)) {
      if (nextByte < exact) {
        escapeSome(exact, dst);
      } else if (bytes[nextByte] >= 0) {
        escapeSome(n, dst);
      } else {
        escapeChars(dst);
      }
    }
  }

  /** One that is not ASCII, and those behind it that are not plain, or wide for the most part. */
  private void escapeChars(byte[] dst) {
    nextChar = nextByte;
    if (isDense()) {
      escapeDense(dst);
    } else {
      escapeSpecials(dst);
    }
    nextByte = nextChar;
  }

  private void walkUtf8(byte[] dst) {
    int n = length;
    nextByte = 0;
    for (copyPlain(n, dst); nextByte < n; copyPlain(n, dst)) {
      if (bytes[nextByte] >= 0) {
        escapeSome(n, dst);
      } else {
        copySequences(n, dst);
      }
    }
  }

  /** Up to the next stop. */
  private void copyPlain(int n, byte[] dst) {
    int i = nextByte;
    int p = position;
    long mask = Utf8.word(stops, i);
    while (mask == 0) {
      Utf8.putWord(dst, p, Utf8.word(bytes, i));
      i += Long.BYTES;
      p += Long.BYTES;
      mask = Utf8.word(stops, i);
    }
    int rest = Utf8.firstByte(mask);
    if (n - i > 1) { // so that there is room for a word
      Utf8.putWord(dst, p, Utf8.word(bytes, i));
    } else if (rest > 0) {
      dst[p] = bytes[i];
    }
    raw += i + rest - nextByte;
    nextByte = i + rest;
    position = p + rest;
  }

  /** One, and those like it where there are many. */
  private void escapeSome(int n, byte[] dst) {
    int from = nextByte;
    long escape = Escapes.of(bytes[from]);
    int count = 1;
    if (Utf8.word(stops, from) != EIGHT_STOPS) {
      Escapes.put(escape, dst, position);
    } else if (Utf8.word(bytes, from) == Utf8.word(bytes, from + 1)) {
      count = sameAsFirst(from, n);
      Escapes.putSame(bytes, from, count, dst, position);
    } else {
      count = Escapes.putAlike(escape, bytes, from, n, dst, position);
    }
    nextByte = from + count;
    position += count * Escapes.length(escape);
    raw += count * Escapes.rawLength(escape);
  }

  /** How many bytes are the same one after the other. */
  private int sameAsFirst(int from, int to) {
    int same = Arrays.mismatch(bytes, from, to - 1, bytes, from + 1, to);
    return same < 0 ? to - from : same + 1;
  }

  private void copySequences(int n, byte[] dst) {
    int count = Utf8.copySequences(bytes, nextByte, n, dst, position);
    nextByte += count;
    if (count == 0) {
      nextByte++;
      count = Escapes.putReplacement(dst, position);
    }
    position += count;
    raw += count;
  }

  /** Many of them, or none. */
  private void copyPairs(byte[] dst) {
    while (PairRun.mayStart(chars, nextChar, length)) {
      int count = run.copy(chars, nextChar, length, dst, position);
      nextChar += count;
      position += 2 * count;
      raw += 2 * count;
    }
  }

  /** Up to where many are plain again. */
  private void escapeDense(byte[] dst) {
    copyPairs(dst);
    int calm = 0;
    while (nextChar < length && calm < CALM) {
      escapeSpecials(dst);
      calm = PlainText.copy(chars, nextChar, Math.min(length, nextChar + CALM), dst, position);
      nextChar += calm;
      position += calm;
      raw += calm;
    }
  }

  private void escapeSpecials(byte[] dst) {
    int i = nextChar;
    int p = position;
    int added = 0;
    while (i < length) {
      char c = chars[i++];
      if (c >= 0x800 && !Character.isSurrogate(c)) {
        p = Escapes.putThree(c, dst, p);
      } else if (c >= 0x800) {
        boolean pair = isPair(c, i);
        p = putSurrogate(c, pair, i, dst, p);
        i += pair ? 1 : 0;
      } else if (c >= 0x80) {
        p = Escapes.putTwo(c, dst, p);
      } else if (PlainText.isPlain(c)) {
        i--;
        break;
      } else {
        int end = Escapes.put(c, dst, p);
        added += end - p - 1;
        p = end;
      }
    }
    raw += p - position - added;
    nextChar = i;
    position = p;
  }

  /** A pair, or U+FFFD in place of half of one. */
  private int putSurrogate(char first, boolean pair, int second, byte[] dst, int pos) {
    return pair
        ? Escapes.putFour(Character.toCodePoint(first, chars[second]), dst, pos)
        : Escapes.putThree(Utf8.REPLACEMENT, dst, pos);
  }

  private boolean isPair(char first, int second) {
    return Character.isHighSurrogate(first)
        && second < length
        && Character.isLowSurrogate(chars[second]);
  }
}
