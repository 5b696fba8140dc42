package dev.deltawire.model.messenger;

import java.util.HexFormat;
import java.util.OptionalLong;

/** The name of a recipient's n-th delivery on the wire: {@code del_} and 32 hex digits (M-09). */
public final class DeliveryId {
  /** What every one begins with. */
  public static final String PREFIX = "del_";

  /** How many digits follow. */
  public static final int DIGITS = 32;

  private static final int NUMBER_DIGITS = 16;

  private DeliveryId() {}

  /** The name of a delivery by its number, which is not negative. */
  public static String of(long number) {
    return PREFIX + "0".repeat(NUMBER_DIGITS) + HexFormat.of().toHexDigits(number);
  }

  /** The number that {@link #of} gave this name; empty if it never did. */
  public static OptionalLong number(String id) {
    if (id.length() != PREFIX.length() + DIGITS || !id.startsWith(PREFIX)) {
      return OptionalLong.empty();
    }
    String digits = id.substring(id.length() - NUMBER_DIGITS);
    if (!digits.chars().allMatch(HexFormat::isHexDigit)) {
      return OptionalLong.empty();
    }
    long number = HexFormat.fromHexDigitsToLong(digits);
    return number >= 0 && of(number).equals(id) ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
