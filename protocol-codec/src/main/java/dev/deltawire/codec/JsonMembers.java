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
  /** {@link MemberName#head}. */
  private static final int HEAD = 0;

  /** From and to, the latter negated unless the name is plain. */
  private static final int NAME = 1;

  /** From and to, the latter negated if the value is a string not plain. */
  private static final int VALUE = 2;

  private static final int SPAN = 3;

  /** Up to here comparing each name with each other is quicker than hashing. */
  private static final int FEW = 8;

  /** Secret, so that no client can choose names that collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final int FIRST_TABLE = 16 * SPAN;
  private static final int FIRST_SLOTS = 64;
  private long[] table = new long[FIRST_TABLE];
  private int[] slots = new int[FIRST_SLOTS];
  private byte[] buf = JsonScanner.NOTHING;
  private int count;
  private boolean plainNames;

  JsonMembers() {}

  /** Lets go of the bytes, and of what many members have made large; there are none then. */
  void forget() {
    start(JsonScanner.NOTHING);
    if (table.length > FIRST_TABLE) {
      table = new long[FIRST_TABLE];
    }
    if (slots.length > FIRST_SLOTS) {
      slots = new int[FIRST_SLOTS];
    }
  }

  void start(byte[] scanned) {
    buf = scanned;
    count = 0;
    plainNames = true;
  }

  /**
   * Notes a member whose value is yet to end.
   *
   * @param nameEnd as {@link JsonStrings#end} returned it
   */
  void add(int nameFrom, int nameEnd, int valueFrom) {
    int at = count * SPAN;
    if (at == table.length) {
      table = Arrays.copyOf(table, 2 * at);
    }
    int nameTo = nameEnd > 0 ? nameEnd - 1 : nameEnd + 1;
    plainNames &= nameEnd > 0;
    table[at + HEAD] = MemberName.head(buf, nameFrom, Math.abs(nameTo));
    table[at + NAME] = span(nameFrom, nameTo);
    table[at + VALUE] = span(valueFrom, 0);
    count++;
  }

  private static long span(int from, int to) {
    return ((long) from << 32) | (to & 0xFFFFFFFFL);
  }

  /**
   * Ends the member noted last.
   *
   * @param valueTo the index after the value, negated if that is a string not plain
   */
  void endValue(int valueTo) {
    table[(count - 1) * SPAN + VALUE] |= valueTo & 0xFFFFFFFFL;
  }

  boolean lastIs(MemberName name) {
    return isNamed(count - 1, name);
  }

  /** The number of members. */
  public int count() {
    return count;
  }

  /** The index of the first value byte of a member. */
  public int valueFrom(int member) {
    return (int) (table[member * SPAN + VALUE] >>> 32);
  }

  /** The index after the last value byte of a member. */
  public int valueTo(int member) {
    return Math.abs((int) table[member * SPAN + VALUE]);
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
    for (int member = 0; member < count; member++) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return -1;
  }

  /** The last member of that name, as {@link #find}. */
  int findLast(String name) {
    for (int member = count - 1; member >= 0; member--) {
      if (isNamed(member, name)) {
        return member;
      }
    }
    return -1;
  }

  /** Whether no two members have the same name, in linear time. */
  public boolean isUnique() {
    return (count <= FEW && plainNames) ? isUniqueAmongFew() : isUniqueAmongMany();
  }

  private boolean isUniqueAmongFew() {
    for (int one = 1; one < count; one++) {
      for (int other = 0; other < one; other++) {
        if (table[one * SPAN + HEAD] == table[other * SPAN + HEAD] && sameName(one, other)) {
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
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    return size;
  }

  private int nameFrom(int member) {
    return (int) (table[member * SPAN + NAME] >>> 32);
  }

  private int nameTo(int member) {
    return Math.abs((int) table[member * SPAN + NAME]);
  }

  private boolean isNamed(int member, MemberName name) {
    return (plainNames || hasPlainName(member))
        ? table[member * SPAN + HEAD] == name.head()
            && name.matches(buf, nameFrom(member), nameTo(member))
        : name.toString().equals(unescapedText(member));
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
    return table[one * SPAN + HEAD] == table[other * SPAN + HEAD]
        && Arrays.equals(buf, nameFrom(one), nameTo(one), buf, nameFrom(other), nameTo(other));
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
    return (int) table[member * SPAN + NAME] > 0;
  }

  private byte[] unescaped(int member) {
    return JsonEscape.unescape(buf, nameFrom(member), nameTo(member));
  }

  private String unescapedText(int member) {
    return new String(unescaped(member), StandardCharsets.UTF_8);
  }
}
