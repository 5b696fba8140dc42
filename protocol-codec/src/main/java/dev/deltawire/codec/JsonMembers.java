package dev.deltawire.codec;

import dev.deltawire.model.RawJson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Where the members of one scanned object are, as spans of the scanned bytes.
 *
 * <p>Valid until the scanner's next scan, as long as the bytes do not change. Names are compared
 * after unescaping.
 */
public final class JsonMembers {
  /** Moves both ends of a span by one. */
  static final long BOTH = (1L << 32) + 1;

  /** Up to here comparing each name with each other is quicker than hashing. */
  private static final int FEW = 8;

  /** Secret, so that no client can choose names that collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final int FIRST_TABLE = 16;
  private static final int FIRST_SLOTS = 64;
  private static final int[] NO_SLOTS = {};
  private long[] ownNames = new long[FIRST_TABLE];
  private long[] names = ownNames;
  private long[] values = new long[FIRST_TABLE];
  private int[] slots = NO_SLOTS;
  private byte[] buf = JsonScanner.NOTHING;
  private int count;

  /** A bit for each head; that of another one, perhaps, but never none. */
  private long seen;

  /** The bits that were seen more than once; all, if a name is not plain. */
  private long repeated;

  JsonMembers() {}

  /** Lets go of the bytes, and of what many members have made large; there are none then. */
  void forget() {
    start(JsonScanner.NOTHING);
    if (values.length > FIRST_TABLE) {
      SpareTables.giveBack(ownNames);
      SpareTables.giveBack(values);
      ownNames = new long[FIRST_TABLE];
      names = ownNames;
      values = new long[FIRST_TABLE];
    }
    if (slots.length > FIRST_SLOTS) {
      SpareTables.giveBack(slots);
      slots = NO_SLOTS;
    }
  }

  void start(byte[] scanned) {
    buf = scanned;
    names = ownNames;
    count = 0;
    seen = 0;
    repeated = 0;
  }

  /**
   * Notes a member, its value not yet.
   *
   * @param head of its name, or {@link MemberName#NOT_PLAIN}
   * @param nameEnd as {@link JsonStrings#end} returned it
   */
  void add(long head, int nameFrom, int nameEnd) {
    if (count == names.length || count == values.length) {
      grow();
    }
    names[count] = span(nameFrom, nameEnd);
    long bit = MemberName.bit(head);
    repeated |= nameEnd > 0 ? seen & bit : -1;
    seen |= bit;
    count++;
  }

  /**
   * Notes the value of the last member.
   *
   * @param valueTo the index after the value, negated if that is a string not plain
   */
  void addValue(int valueFrom, int valueTo) {
    values[count - 1] = span(valueFrom, valueTo);
    names[count - 1] -= valueFrom * BOTH;
  }

  /** Whether there are at most so many, of different plain names. */
  boolean isOrdinary(int most) {
    return count <= most && repeated == 0;
  }

  /** A copy of the names' spans, seen from the values. */
  long[] names() {
    return Arrays.copyOf(names, count);
  }

  /** The bits of all names. */
  long seen() {
    return seen;
  }

  /** Notes the value of a member of a familiar frame; {@link #accept} tells of its name. */
  void put(int member, int valueFrom, int valueTo) {
    values[member] = span(valueFrom, valueTo);
  }

  /**
   * The values that were put are those of all members, which are familiar.
   *
   * @param familiar the names as {@link #names} returned them
   */
  void accept(byte[] scanned, long[] familiar, long bits) {
    buf = scanned;
    names = familiar;
    count = familiar.length;
    seen = bits;
    repeated = 0;
  }

  /** Doubles the room for members, at least. */
  private void grow() {
    ownNames = grown(ownNames);
    names = ownNames;
    values = grown(values);
  }

  private static long[] grown(long[] small) {
    long[] large = SpareTables.longs(2 * small.length);
    System.arraycopy(small, 0, large, 0, small.length);
    return large;
  }

  private static long span(int from, int to) {
    return ((long) from << 32) | (to & 0xFFFFFFFFL);
  }

  /** The number of members. */
  public int count() {
    return count;
  }

  /** The index of the first value byte of a member. */
  public int valueFrom(int member) {
    return (int) (values[member] >>> 32);
  }

  /** The index after the last value byte of a member. */
  public int valueTo(int member) {
    return Math.abs((int) values[member]);
  }

  /** Moves a span to a member's value, which is a string. */
  TextSpan moveTo(int member, TextSpan span) {
    long value = values[member];
    return span.moveTo(buf, (int) (value >>> 32), (int) value);
  }

  /** A copy of a member's value. */
  public RawJson value(int member) {
    return RawJson.ofValidated(buf, valueFrom(member), valueTo(member));
  }

  /**
   * The first member of that name.
   *
   * @param name of ASCII characters only
   * @return -1 if there is none
   */
  public int find(String name) {
    for (int member = 0; member < count; member++) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return -1;
  }

  /** As {@link #find(String)}. */
  int find(MemberName name) {
    if (lacks(name)) {
      return -1;
    }
    for (int member = 0; member < count; member++) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return -1;
  }

  /** The last member of that name, as {@link #find}. */
  int findLast(MemberName name) {
    if (lacks(name)) {
      return -1;
    }
    for (int member = count - 1; member >= 0; member--) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return -1;
  }

  /** Whether its bit was not seen, and all names are plain, so that it surely is none of them. */
  private boolean lacks(MemberName name) {
    return (seen & name.bit()) == 0 && repeated != -1;
  }

  /** Whether no two members have the same name, in linear time. */
  public boolean isUnique() {
    return repeated == 0 || (count <= FEW ? isUniqueAmongFew() : isUniqueAmongMany());
  }

  private boolean isUniqueAmongFew() {
    for (int one = 1; one < count; one++) {
      for (int other = 0; other < one; other++) {
        if (sameName(one, other)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isUniqueAmongMany() {
    int size = clearSlots();
    for (int member = 0; member < count; member++) {
      int slot = (int) (hash(member) >>> 32) & (size - 1);
      while (slots[slot] != 0) {
        if (sameName(slots[slot] - 1, member)) {
          return false;
        }
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = member + 1;
    }
    return true;
  }

  /** Makes at least twice as many empty slots as there are members, a power of two. */
  private int clearSlots() {
    int size = Integer.highestOneBit(count) << 2;
    if (size > slots.length) {
      slots = SpareTables.ints(Math.max(FIRST_SLOTS, size));
    }
    Arrays.fill(slots, 0, size, 0);
    return size;
  }

  private long nameSpan(int member) {
    return names[member] + valueFrom(member) * BOTH;
  }

  private int nameFrom(int member) {
    return (int) (nameSpan(member) >>> 32);
  }

  private int nameEnd(int member) {
    return (int) nameSpan(member);
  }

  private int nameTo(int member) {
    return Math.abs(nameEnd(member)) - 1;
  }

  private boolean isNamed(int member, MemberName name) {
    int from = nameFrom(member);
    int end = nameEnd(member);
    return (end < 0 || MemberName.head(buf, from, end - 1) == name.head())
        && name.matches(buf, from, end);
  }

  private boolean isNamed(int member, String name) {
    int from = nameFrom(member);
    int length = nameTo(member) - from;
    if (length != name.length()) {
      return length > name.length() && !hasPlainName(member) && name.equals(unescapedText(member));
    }
    for (int i = 0; i < length; i++) {
      if (buf[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameName(int one, int other) {
    if (!hasPlainName(one) || !hasPlainName(other)) {
      return Arrays.equals(unescaped(one), unescaped(other));
    }
    int from = nameFrom(one);
    int to = nameTo(one);
    int otherFrom = nameFrom(other);
    int otherTo = nameTo(other);
    return MemberName.head(buf, from, to) == MemberName.head(buf, otherFrom, otherTo)
        && Arrays.equals(buf, from, to, buf, otherFrom, otherTo);
  }

  private long hash(int member) {
    if (!hasPlainName(member)) {
      byte[] name = unescaped(member);
      return hash(name, 0, name.length);
    }
    return hash(buf, nameFrom(member), nameTo(member));
  }

  private static long hash(byte[] name, int from, int to) {
    long hash = SEED;
    for (int i = from; i < to; i++) {
      hash = (hash ^ name[i]) * MULTIPLIER;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private boolean hasPlainName(int member) {
    return nameEnd(member) > 0;
  }

  private byte[] unescaped(int member) {
    return JsonEscape.unescape(buf, nameFrom(member), nameTo(member));
  }

  private String unescapedText(int member) {
    return new String(unescaped(member), StandardCharsets.UTF_8);
  }
}
