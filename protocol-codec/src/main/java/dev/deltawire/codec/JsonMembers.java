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
  private static final int NAME_FROM = 0;
  private static final int NAME_TO = 1;
  private static final int VALUE_FROM = 2;
  private static final int VALUE_TO = 3;
  private static final int NAME_ESCAPED = 4;
  private static final int SPAN = 5;

  /** Up to here comparing each name with each other is quicker than hashing. */
  private static final int FEW = 8;

  /** Secret, so that no client can choose names that collide. */
  private static final long SEED = new SecureRandom().nextLong();

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private int[] spans = new int[16 * SPAN];
  private int[] slots = new int[32];
  private byte[] buf;
  private int count;

  JsonMembers() {}

  void start(byte[] scanned) {
    buf = scanned;
    count = 0;
  }

  void add(int nameFrom, int nameTo, int valueFrom, boolean nameEscaped) {
    int at = count * SPAN;
    if (at == spans.length) {
      spans = Arrays.copyOf(spans, 2 * at);
    }
    spans[at + NAME_FROM] = nameFrom;
    spans[at + NAME_TO] = nameTo;
    spans[at + VALUE_FROM] = valueFrom;
    spans[at + NAME_ESCAPED] = nameEscaped ? 1 : 0;
    count++;
  }

  void endValue(int valueTo) {
    spans[(count - 1) * SPAN + VALUE_TO] = valueTo;
  }

  boolean lastIs(String name) {
    return isNamed(count - 1, name);
  }

  /** The number of members. */
  public int count() {
    return count;
  }

  /** The index of the first value byte of a member. */
  public int valueFrom(int member) {
    return spans[member * SPAN + VALUE_FROM];
  }

  /** The index after the last value byte of a member. */
  public int valueTo(int member) {
    return spans[member * SPAN + VALUE_TO];
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
    return count <= FEW ? isUniqueAmongFew() : isUniqueAmongMany();
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
      slots = new int[size];
    } else {
      Arrays.fill(slots, 0, size, 0);
    }
    return size;
  }

  private int nameFrom(int member) {
    return spans[member * SPAN + NAME_FROM];
  }

  private int nameTo(int member) {
    return spans[member * SPAN + NAME_TO];
  }

  private boolean isNamed(int member, String name) {
    int from = nameFrom(member);
    int length = nameTo(member) - from;
    if (length != name.length()) {
      return length > name.length() && hasEscape(member) && name.equals(unescapedText(member));
    }
    for (int i = 0; i < length; i++) {
      if (buf[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean sameName(int one, int other) {
    if (hasEscape(one) || hasEscape(other)) {
      return Arrays.equals(unescaped(one), unescaped(other));
    }
    int first = nameFrom(one);
    int length = nameTo(one) - first;
    int second = nameFrom(other);
    if (length != nameTo(other) - second || (length > 0 && buf[first] != buf[second])) {
      return false;
    }
    return Arrays.equals(buf, first, first + length, buf, second, second + length);
  }

  private long hash(int member) {
    if (hasEscape(member)) {
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

  private boolean hasEscape(int member) {
    return spans[member * SPAN + NAME_ESCAPED] != 0;
  }

  private byte[] unescaped(int member) {
    return JsonEscape.unescape(buf, nameFrom(member), nameTo(member));
  }

  private String unescapedText(int member) {
    return new String(unescaped(member), StandardCharsets.UTF_8);
  }
}
