package dev.deltawire.codec;

/** Times as {@code 2026-04-23T14:02:10.123Z}, without an object made. */
final class IsoTime {
  /** Bytes of every time. */
  static final int LENGTH = 24;

  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long DAYS_TO_1970 = 719_468; // from 0000-03-01
  private static final long DAYS_PER_ERA = 146_097; // 400 years

  private IsoTime() {}

  /**
   * Writes a time of the years 0 to 9999.
   *
   * @param dst has room for {@link #LENGTH} bytes
   * @return the index after the last byte
   */
  static int put(byte[] dst, int pos, long unixMillis) {
    int at = putDate(dst, pos, Math.floorDiv(unixMillis, MILLIS_PER_DAY));
    dst[at++] = 'T';
    int millis = (int) Math.floorMod(unixMillis, MILLIS_PER_DAY);
    at = put(dst, at, millis / 3_600_000, 2, ':');
    at = put(dst, at, millis / 60_000 % 60, 2, ':');
    at = put(dst, at, millis / 1000 % 60, 2, '.');
    return put(dst, at, millis % 1000, 3, 'Z');
  }

  /** Years begin in March here, so that the leap day is the last of its year. */
  private static int putDate(byte[] dst, int pos, long unixDay) {
    long day = unixDay + DAYS_TO_1970;
    long era = Math.floorDiv(day, DAYS_PER_ERA);
    int dayOfEra = (int) Math.floorMod(day, DAYS_PER_ERA);
    int yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365; // leap days
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int fromMarch = (5 * dayOfYear + 2) / 153; // months of 31, 30, 31, 30, 31 days
    int month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    if (year < 0 || year > 9999) {
      throw new IllegalArgumentException("the year " + year + " has not four digits");
    }
    int at = put(dst, pos, (int) year, 4, '-');
    at = put(dst, at, month, 2, '-');
    int last = put(dst, at, dayOfYear - (153 * fromMarch + 2) / 5 + 1, 2, 'T');
    return last - 1;
  }

  private static int put(byte[] dst, int pos, int value, int digits, char end) {
    int rest = value;
    for (int i = pos + digits - 1; i >= pos; i--) {
      dst[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    dst[pos + digits] = (byte) end;
    return pos + digits + 1;
  }
}
