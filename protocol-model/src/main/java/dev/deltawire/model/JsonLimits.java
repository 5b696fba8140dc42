package dev.deltawire.model;

/** The bounds of JSON values in every dialect. */
public final class JsonLimits {
  /** Deepest nesting that is accepted; the envelope is level 1. */
  public static final int MAX_DEPTH = 64;

  /** Greatest integer, 2^53-1; its negation is the least one. */
  public static final long MAX_INTEGER = (1L << 53) - 1;

  /** Most code points of client input that an error text quotes. */
  public static final int MAX_QUOTED_CODE_POINTS = 128;

  private JsonLimits() {}

  /** Whether {@code value} is an integer of the wire. */
  public static boolean isInteger(long value) {
    return value >= -MAX_INTEGER && value <= MAX_INTEGER;
  }
}
