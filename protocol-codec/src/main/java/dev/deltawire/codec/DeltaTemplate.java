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
   * Puts one frame's payload at the position of {@code dst}, which has room for {@link #size}
   * bytes.
   */
  public void put(ByteBuffer dst, byte[] escaped, int from, int to, long endOffset) {
    dst.put(prefix).put(escaped, from, to - from);
    if (hasOffset) {
      dst.put(beforeOffset);
      Decimal.put(dst, endOffset);
    }
    dst.put(suffix);
  }
}
