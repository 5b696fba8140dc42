package dev.deltawire.codec;

import java.nio.ByteBuffer;

/**
 * The constant parts of one stream's delta frames, made once per stream.
 *
 * <p>A frame is prefix, escaped text and suffix; dialects whose deltas carry the stream's length
 * have a slot for it after the text (C-18). Immutable; writing a frame allocates nothing.
 */
public final class DeltaTemplate {
  private final FramePart prefix;
  private final FramePart beforeOffset;
  private final FramePart suffix;
  private final boolean hasOffset;

  private DeltaTemplate(byte[] prefix, FramePart beforeOffset, byte[] suffix) {
    this.prefix = new FramePart(prefix);
    this.beforeOffset = beforeOffset;
    this.suffix = new FramePart(suffix);
    this.hasOffset = beforeOffset != FramePart.NONE;
  }

  /** A template without an offset. */
  public static DeltaTemplate of(byte[] prefix, byte[] suffix) {
    return new DeltaTemplate(prefix, FramePart.NONE, suffix);
  }

  /** A template whose frames carry, after the text, the stream's raw length with that text. */
  public static DeltaTemplate withEndOffset(byte[] prefix, byte[] beforeOffset, byte[] suffix) {
    return new DeltaTemplate(prefix, new FramePart(beforeOffset), suffix);
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
    int slot = hasOffset ? beforeOffset.length() + Decimal.digits(endOffset) : 0;
    return Math.addExact(escapedLength, prefix.length() + slot + suffix.length());
  }

  /**
   * Starts one frame's payload at {@code pos}: its text is to follow, escaped, and then {@link
   * #end}.
   *
   * @return where the text goes
   */
  public int begin(byte[] dst, int pos) {
    return prefix.copyTo(dst, pos);
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
      at = Decimal.put(dst, beforeOffset.copyTo(dst, at), endOffset);
    }
    return suffix.copyTo(dst, at);
  }

  /**
   * Puts one frame's payload at the position of {@code dst}, which has room for {@link #size}
   * bytes; some bytes behind it may be overwritten, up to the limit.
   *
   * @throws IndexOutOfBoundsException when it has not
   */
  public void put(ByteBuffer dst, byte[] escaped, int from, int to, long endOffset) {
    int length = to - from;
    boolean roomy = dst.remaining() - size(length, endOffset) >= FramePart.SHORT;
    int at = prefix.copyTo(dst, dst.position());
    at = FramePart.copy(escaped, from, length, dst, at, roomy);
    if (hasOffset) {
      at = Decimal.put(dst, beforeOffset.copyTo(dst, at, roomy), endOffset);
    }
    dst.position(suffix.copyTo(dst, at, roomy));
  }
}
