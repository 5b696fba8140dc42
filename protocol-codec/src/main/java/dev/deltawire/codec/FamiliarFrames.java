package dev.deltawire.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What stood between the values of the frames that came last, as a tree of {@linkplain Seam seams}:
 * a frame that is the same but for its values is known by a few words.
 *
 * <p>Clients write frames alike. Only what is byte for byte the same as in a frame that was judged
 * is taken for known, so nothing is accepted here that would not be if it were judged anew. All
 * threads read the tree while one may add to it: whoever comes to a seam gets a whole one.
 */
final class FamiliarFrames {
  /** Objects with more members are not learned. */
  private static final int MEMBERS = 8;

  /** If there are more seams, all are forgotten. */
  private static final int MOST = 64;

  /** Those with a discriminator and a body of these names. */
  private static final Map<String, FamiliarFrames> OF_NAMES = new ConcurrentHashMap<>();

  private final Lock learning = new ReentrantLock();
  private final Seam root = Seam.before(JsonScanner.NOTHING, 0, 0, Seam.OTHER, 0, false);
  private int count;

  private FamiliarFrames() {}

  /** Those of all that has such a discriminator and body. */
  static FamiliarFrames ofNames(String discriminator, String body) {
    return OF_NAMES.computeIfAbsent(discriminator + ' ' + body, names -> new FamiliarFrames());
  }

  /** What one of them begins with; null if none is familiar. */
  Seam first() {
    return root.next;
  }

  /** Knows none of them any more. */
  void forget() {
    count = 0;
    root.next = null;
  }

  /**
   * Learns the frame {@code text[from,to)}, which was accepted, if its members are few, and their
   * names plain and different.
   *
   * @param bodyMember -1 if there is none
   */
  void learn(
      byte[] text,
      int from,
      int to,
      JsonMembers envelope,
      JsonMembers body,
      int discriminatorMember,
      int bodyMember) {
    boolean isOrdinary =
        envelope.isOrdinary(MEMBERS)
            && body.isOrdinary(MEMBERS)
            && hasKnownPlace(text, envelope, body, bodyMember);
    if (isOrdinary && learning.tryLock()) {
      try {
        FrameShape shape = new FrameShape(envelope, body, discriminatorMember, bodyMember);
        new Walk(text, from).through(envelope, body, shape, to);
      } finally {
        learning.unlock();
      }
    }
  }

  /** Whether there is no body, or an object that something stands before or in. */
  private static boolean hasKnownPlace(
      byte[] text, JsonMembers envelope, JsonMembers body, int bodyMember) {
    return bodyMember < 0
        || body.count() > 0
        || (bodyMember > 0 && text[envelope.valueFrom(bodyMember)] == '{');
  }

  /** A walk through a frame, which adds what is new. */
  private final class Walk {
    private final byte[] text;

    /** Where the last value ends, less the quote of a string. */
    private int at;

    /** What stood before that; null if the frame is not to be learned. */
    private Seam last = root;

    Walk(byte[] text, int from) {
      this.text = text;
      at = from;
    }

    void through(JsonMembers envelope, JsonMembers body, FrameShape shape, int to) {
      for (int member = 0; member < envelope.count() && last != null; member++) {
        if (member != shape.bodyMember) {
          pass(envelope, member, false);
          continue;
        }
        for (int inner = 0; inner < body.count() && last != null; inner++) {
          pass(body, inner, true);
        }
      }
      if (last != null && to - at <= Seam.MOST && known(to, Seam.LAST) == null) {
        add(Seam.last(text, at, to, shape));
      }
    }

    private void pass(JsonMembers members, int member, boolean isOfBody) {
      int value = members.valueFrom(member);
      boolean isString = text[value] == '"';
      int kind = isString ? Seam.STRING : Seam.OTHER;
      int to = isString ? value + 1 : value;
      if (to - at > Seam.MOST) {
        last = null;
        return;
      }
      Seam known = known(to, kind);
      last = known == null ? add(Seam.before(text, at, to, kind, member, isOfBody)) : known;
      at = isString ? members.valueTo(member) - 1 : members.valueTo(member);
    }

    /** That of {@code text[at,to)}; null if it is new. */
    private Seam known(int to, int kind) {
      Seam seam = last.next;
      while (seam != null
          && !(seam.length == to - at && seam.kind == kind && seam.isAt(text, at))) {
        seam = seam.other;
      }
      return seam;
    }

    private Seam add(Seam seam) {
      count++;
      if (count > MOST) {
        forget();
        return null;
      }
      seam.other = last.next;
      last.next = seam;
      return seam;
    }
  }
}
