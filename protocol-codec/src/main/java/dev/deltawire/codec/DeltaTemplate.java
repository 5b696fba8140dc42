package dev.deltawire.codec;

import java.nio.ByteBuffer;

/**
 * The constant parts of one stream's delta frames, made once per stream.
 *
 * <p>A frame is prefix, escaped text and suffix; dialects whose deltas carry the stream's length
 * have a slot for it after the text (C-18). Immutable; writing a frame allocates nothing.
 */
public final class DeltaTemplate {
  private static final byte[] NONE = {};

  /** Up to here four words, of which some overlap, are quicker than a call. */
  private static final int SHORT = 32;

  private final byte[] prefix;
  private final byte[] beforeOffset;
  private final byte[] suffix;
  private final boolean hasOffset;

  private DeltaTemplate(byte[] prefix, byte[] beforeOffset, byte[] suffix, boolean hasOffset) {
    this.prefix = prefix.clone();
    this.beforeOffset = beforeOffset.clone();
    this.suffix = suffix.clone();
    this.hasOffset = hasOffset;
  }

  /** A template without an offset. */
  public static DeltaTemplate of(byte[] prefix, byte[] suffix) {
    return new DeltaTemplate(prefix, NONE, suffix, false);
  }

  /** A template whose frames carry, after the text, the stream's raw length with that text. */
  public static DeltaTemplate withEndOffset(byte[] prefix, byte[] beforeOffset, byte[] suffix) {
    return new DeltaTemplate(prefix, beforeOffset, suffix, true);
  }

  /** Whether frames carry the stream's raw length, so that {@code endOffset} matters. */
  public boolean hasEndOffset() {
    return hasOffset;
  }

  /**
   * The size in bytes of a frame's payload.
   *
   * @param escapedLength bytes of escaped text
   * @param endOffset the stream's raw length with that text, not negative; ignored without a slot
   */
  public int size(int escapedLength, long endOffset) {
    int slot = hasOffset ? beforeOffset.length + Decimal.digits(endOffset) : 0;
    return Math.addExact(escapedLength, prefix.length + slot + suffix.length);
  }

  /**
   * Starts one frame's payload at {@code pos}: its text is to follow, escaped, and then {@link
   * #end}.
   *
   * @return where the text goes
   */
  public int begin(byte[] dst, int pos) {
    System.arraycopy(prefix, 0, dst, pos, prefix.length);
    return pos + prefix.length;
  }

  /**
   * Ends at {@code pos} what {@link #begin} began.
   *
   * @param dst has room for seven bytes behind the payload, which may be overwritten
   * @param endOffset as for {@link #size}
   * @return the index after the payload
   */
  public int end(byte[] dst, int pos, long endOffset) {
    int at = pos;
    if (hasOffset) {
      at = Decimal.put(dst, copy(beforeOffset, dst, at), endOffset);
    }
    return copy(suffix, dst, at);
  }

  /**
   * Puts one frame's payload at the position of {@code dst}, which has room for {@link #size}
   * bytes.
   */
  public void put(ByteBuffer dst, byte[] escaped, int from, int to, long endOffset) {
    dst.put(prefix).put(escaped, from, to - from);
    if (hasOffset) {
      dst.put(beforeOffset);
      dst.position(Decimal.put(dst, dst.position(), endOffset));
    }
    dst.put(suffix);
  }

  private static int copy(byte[] part, byte[] dst, int pos) {
    int length = part.length;
    if (length < Long.BYTES || length > SHORT) {
      System.arraycopy(part, 0, dst, pos, length);
      return pos + length;
    }
    int last = length - Long.BYTES;
    Utf8.putWord(dst, pos, Utf8.word(part, 0));
    if (last > Long.BYTES) {
      Utf8.putWord(dst, pos + Long.BYTES, Utf8.word(part, Long.BYTES));
      Utf8.putWord(dst, pos + last - Long.BYTES, Utf8.word(part, last - Long.BYTES));
    }
    Utf8.putWord(dst, pos + last, Utf8.word(part, last));
    return pos + length;
  }
}
