package dev.deltawire.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of an object's first members as a thread has met them last, each with what stood around
 * it from the brace or comma to the value: the same again is known by a few words.
 *
 * <p>Clients write frames alike. Only what is byte for byte the same is taken for known, so nothing
 * is accepted here that would not be if it were read anew. A thread's clients share them: those of
 * each connection would be cold when its next frame comes.
 */
final class FamiliarNames {
  /** What {@link #find} returns if something else stands there. */
  static final int OTHER = 0;

  /** The role of a name that is neither that of the discriminator nor of the body. */
  static final int PLAIN = 0;

  static final int DISCRIMINATOR = 1;
  static final int BODY = 2;

  /** Those of objects that are not a frame's: none. */
  static final FamiliarNames NONE = new FamiliarNames(0, null);

  private static final int MEMBERS = 8;

  /** Two words and a third between them. */
  private static final int MOST = 3 * Long.BYTES;

  /** The role, the length, and by how much the first word is shifted. */
  private static final int NOTE = 0;

  /** The first word, shifted up so that nothing is in it that does not belong to it. */
  private static final int FIRST = 1;

  private static final int LAST = 2;
  private static final int MIDDLE = 3;

  /** The name's span, seen from the value. */
  private static final int NAME = 4;

  /** The bits of the names up to this one. */
  private static final int SEEN = 5;

  private static final int FIELDS = 6;
  private static final int LENGTH_SHIFT = 8;
  private static final int LENGTH_MASK = 0x1F;
  private static final int ROLE_SHIFT = 16;

  /** Those of frames whose names have these roles. */
  private static final Map<String, ThreadLocal<FamiliarNames>> OF_FRAMES =
      new ConcurrentHashMap<>();

  private final long[] members;
  private final FamiliarNames ofBody;
  private int count;

  private FamiliarNames(int most, FamiliarNames ofBody) {
    members = new long[most * FIELDS];
    this.ofBody = ofBody == null ? this : ofBody;
  }

  /** Those of each thread's frames with such a discriminator and body. */
  static ThreadLocal<FamiliarNames> ofFrames(String discriminator, String body) {
    return OF_FRAMES.computeIfAbsent(
        discriminator + ' ' + body,
        names ->
            ThreadLocal.withInitial(
                () -> new FamiliarNames(MEMBERS, new FamiliarNames(MEMBERS, NONE))));
  }

  /** Those of the body. */
  FamiliarNames ofBody() {
    return ofBody;
  }

  /** A note of what stands from {@code at} on, if that is familiar for that member. */
  int find(byte[] text, int at, int member) {
    if (member >= count || at > text.length - Long.BYTES) {
      return OTHER;
    }
    int entry = member * FIELDS;
    int note = (int) members[entry + NOTE];
    return Utf8.word(text, at) << note == members[entry + FIRST]
            && hasTail(text, at, entry, length(note))
        ? note
        : OTHER;
  }

  private boolean hasTail(byte[] text, int at, int entry, int length) {
    return length <= Long.BYTES
        || (at <= text.length - length
            && Utf8.word(text, at + length - Long.BYTES) == members[entry + LAST]
            && (length <= 2 * Long.BYTES
                || Utf8.word(text, at + Long.BYTES) == members[entry + MIDDLE]));
  }

  /** How many bytes stand there before the value. */
  static int length(int note) {
    return (note >>> LENGTH_SHIFT) & LENGTH_MASK;
  }

  static int role(int note) {
    return note >>> ROLE_SHIFT;
  }

  /** The span of the name of a member whose value begins there. */
  long name(int member, int value) {
    return members[member * FIELDS + NAME] + value * JsonMembers.BOTH;
  }

  /** The bits of so many names. */
  long seen(int first) {
    return first == 0 ? 0 : members[first * FIELDS - FIELDS + SEEN];
  }

  /** Forgets all but so many. */
  void keep(int first) {
    count = Math.min(count, first);
  }

  /**
   * Learns what stands from {@code at} to a member's value, if it is short and the members before
   * are familiar.
   *
   * @param name the span of its name, which is plain and no other's
   * @param seen the bits of the names up to this one
   */
  void learn(byte[] text, int at, int value, int member, int role, long name, long seen) {
    int length = value - at;
    int entry = member * FIELDS;
    boolean fits = length <= MOST && at <= text.length - Long.BYTES;
    if (member != count || entry == members.length || !fits) {
      return;
    }
    int shift = Math.max(0, Long.BYTES - length) * Byte.SIZE;
    members[entry + NOTE] = shift | (length << LENGTH_SHIFT) | (role << ROLE_SHIFT);
    members[entry + FIRST] = Utf8.word(text, at) << shift;
    members[entry + LAST] = length < Long.BYTES ? 0 : Utf8.word(text, value - Long.BYTES);
    members[entry + MIDDLE] = length < 2 * Long.BYTES ? 0 : Utf8.word(text, at + Long.BYTES);
    members[entry + NAME] = name - value * JsonMembers.BOTH;
    members[entry + SEEN] = seen;
    count++;
  }
}
