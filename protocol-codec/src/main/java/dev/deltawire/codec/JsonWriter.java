package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * A writer of JSON text onto an array that grows, or is emptied into a stream when it is full.
 *
 * <p>It knows values, not structure: braces, names and commas come from constant parts. One thread
 * at a time. Once the array has grown nothing allocates but {@link #number(double)}.
 */
public final class JsonWriter {
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final int DEFAULT_CAPACITY = 512;
  private static final int MAX_CAPACITY = Integer.MAX_VALUE - 8;
  private static final int UUID_LENGTH = 36;
  private static final int MAX_NUMBER_LENGTH = 20;
  private static final int ESCAPED_BYTES_PER_CHAR = 6;

  /** Long strings are escaped piece by piece, lest the array grow to six times what is needed. */
  private static final int PIECE = 4096;

  /** An array that is emptied has room for a piece at its longest. */
  private static final int STREAM_CAPACITY = ESCAPED_BYTES_PER_CHAR * (PIECE + 1);

  /** Null where the array grows. */
  private final OutputStream out;

  private byte[] array;
  private int length;

  private JsonWriter(int capacity, OutputStream out) {
    array = new byte[capacity];
    this.out = out;
  }

  public static JsonWriter create() {
    return ofCapacity(DEFAULT_CAPACITY);
  }

  /**
   * A writer that holds little of what is written, for long texts; what {@link #flush} has not
   * written yet {@code out} may lack. Whatever writes throws {@link UncheckedIOException} when
   * {@code out} fails.
   */
  public static JsonWriter to(OutputStream out) {
    return new JsonWriter(STREAM_CAPACITY, out);
  }

  /** A writer whose array has that many bytes before it grows. */
  public static JsonWriter ofCapacity(int capacity) {
    return new JsonWriter(capacity, null);
  }

  /** Starts anew at length 0 and keeps the array. */
  public JsonWriter reset() {
    length = 0;
    return this;
  }

  /** Appends bytes as they are. */
  public JsonWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** Appends a slice as it is. */
  public JsonWriter raw(byte[] bytes, int from, int to) {
    ensure((long) to - from);
    System.arraycopy(bytes, from, array, length, to - from);
    length += to - from;
    return this;
  }

  /** Appends one ASCII character as it is. */
  public JsonWriter raw(char ascii) {
    ensure(1);
    array[length++] = (byte) ascii;
    return this;
  }

  /** Appends a string with its quotes; a surrogate without its partner becomes U+FFFD. */
  public JsonWriter string(CharSequence text) {
    return raw('"').part(text).raw('"');
  }

  /** Appends a part of a string, without quotes; both halves of a surrogate pair are in one. */
  public JsonWriter part(CharSequence text) {
    int end = text.length();
    for (int from = 0; from < end; ) {
      int to = pieceEnd(text, from, end);
      ensure((long) ESCAPED_BYTES_PER_CHAR * (to - from));
      length = JsonEscape.position(JsonEscape.escape(text, from, to, array, length));
      from = to;
    }
    return this;
  }

  private static int pieceEnd(CharSequence text, int from, int end) {
    if (end - from <= PIECE) {
      return end;
    }
    int to = from + PIECE;
    return Character.isHighSurrogate(text.charAt(to - 1)) ? to + 1 : to;
  }

  public JsonWriter number(long value) {
    ensure(MAX_NUMBER_LENGTH);
    length = Decimal.put(array, length, value);
    return this;
  }

  /**
   * Appends the shortest text that reads back as the same double, without a fraction for integral
   * values and without an exponent from 1e-6 to below 1e21. Allocates.
   */
  public JsonWriter number(double value) {
    String text = ShortestDouble.text(value);
    ensure((long) ESCAPED_BYTES_PER_CHAR * text.length());
    length = JsonEscape.position(JsonEscape.escape(text, 0, text.length(), array, length));
    return this;
  }

  /** Appends a time of the years 0 to 9999 with its quotes, in UTC with milliseconds. */
  public JsonWriter time(Instant time) {
    ensure(IsoTime.LENGTH + 2);
    array[length++] = '"';
    length = IsoTime.put(array, length, time.toEpochMilli());
    array[length++] = '"';
    return this;
  }

  public JsonWriter bool(boolean value) {
    return raw(value ? TRUE : FALSE);
  }

  /** Appends open JSON verbatim. */
  public JsonWriter rawJson(RawJson json) {
    ensure(json.size());
    length = json.writeTo(array, length);
    return this;
  }

  /** Appends the 36-character lower-case form with its quotes. */
  public JsonWriter uuid(UUID uuid) {
    ensure(UUID_LENGTH + 2);
    array[length++] = '"';
    long most = uuid.getMostSignificantBits();
    long least = uuid.getLeastSignificantBits();
    putHex(most >>> 32, 8);
    array[length++] = '-';
    putHex(most >>> 16, 4);
    array[length++] = '-';
    putHex(most, 4);
    array[length++] = '-';
    putHex(least >>> 48, 4);
    array[length++] = '-';
    putHex(least, 12);
    array[length++] = '"';
    return this;
  }

  /** Appends the lowest bits as that many lower-case hex digits, without quotes. */
  public JsonWriter hex(long bits, int digits) {
    ensure(digits);
    putHex(bits, digits);
    return this;
  }

  private void putHex(long bits, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      array[length++] = Escapes.hexDigit(bits >>> shift);
    }
  }

  /** The number of bytes written since the last {@link #reset}. */
  public int length() {
    return length;
  }

  /** The array itself, valid up to {@link #length} and until the next call that writes. */
  public byte[] array() {
    return array;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(array, length);
  }

  /** Writes what the array holds to the stream. */
  public void flush() {
    try {
      out.write(array, 0, length);
      length = 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void ensure(long more) {
    if (length + more > array.length) {
      makeRoom(more);
    }
  }

  private void makeRoom(long more) {
    if (out != null) {
      flush();
    }
    long needed = length + more;
    if (needed <= array.length) {
      return;
    }
    if (needed > MAX_CAPACITY) {
      throw new IllegalStateException("a JSON text of over " + MAX_CAPACITY + " bytes");
    }
    array = Arrays.copyOf(array, (int) Math.min(MAX_CAPACITY, Math.max(needed, 2L * array.length)));
  }
}
