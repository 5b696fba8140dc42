package dev.deltawire.codec;

import java.util.UUID;

/**
 * A walk through the members of one object, each judged and made what its field wants at once.
 *
 * <p>It accepts only what is ordinary, which is less than a {@link JsonScanner} does: members of
 * known names, each once, and no other value than is asked for. At anything else it breaks off, and
 * what is wrong, if anything, is for others to find out.
 */
final class MemberCursor {
  /** Where it is when it has broken off. */
  private static final int UNUSUAL = 0;

  private static final int UUID_LENGTH = 36;
  private static final KnownText TRUE = KnownText.of("true");
  private static final KnownText FALSE = KnownText.of("false");

  private final LongStrings longStrings = new LongStrings();
  private byte[] text = JsonScanner.NOTHING;
  private int to;

  /** Where the next member begins, or a value, or negated what follows the object. */
  private int at;

  /** A bit for each member that it has come to. */
  private long had;

  /** What it had when it was last asked whether there is more. */
  private long before;

  /** Begins with the object that is all of a text but for blanks behind it. */
  void start(byte[] buf, int from, int end) {
    int last = JsonScanner.withoutBlanks(buf, from, end);
    open(buf, from, last - from > 1 && buf[from] == '{' && buf[last - 1] == '}', last);
  }

  /** Begins with the object that is the value which another one has come to. */
  void enter(MemberCursor outer) {
    open(outer.text, outer.at, outer.text[outer.at] == '{', outer.to);
  }

  /** Begins with the first element of the array which another one has come to, an object. */
  boolean enterFirst(MemberCursor outer) {
    boolean isArray = outer.text[outer.at] == '[';
    int first = isArray ? JsonScanner.token(outer.text, outer.at + 1) : outer.at;
    open(outer.text, first, isArray && outer.text[first] == '{', outer.to);
    return at != UNUSUAL;
  }

  /** Begins with the next element, if it is an object; otherwise passes over the array's end. */
  boolean enterNext() {
    int next = at < 0 && -at < to ? JsonScanner.token(text, -at) : UNUSUAL;
    if (next != UNUSUAL && text[next] == ',') {
      next = JsonScanner.token(text, next + 1);
      open(text, next, text[next] == '{', to);
      return at != UNUSUAL;
    }
    at = next != UNUSUAL && text[next] == ']' ? -(next + 1) : UNUSUAL;
    return false;
  }

  /** A brace ends the text: no string, number or word does, so there are bytes behind these. */
  private void open(byte[] buf, int from, boolean isObject, int end) {
    text = buf;
    to = end;
    at = isObject ? JsonScanner.token(buf, from + 1) : UNUSUAL;
    had = 0;
    before = -1;
  }

  /** Lets go of the text. */
  void forget() {
    text = JsonScanner.NOTHING;
  }

  /**
   * Whether there is another member. Whoever asks then tries all that the object may have, in the
   * order in which they mostly follow each other; if it was none of them, it breaks off.
   */
  boolean hasMore() {
    if (at > UNUSUAL && had == before) {
      breakOff();
    }
    before = had;
    return at > UNUSUAL;
  }

  /** Whether the next member is that one, the first of its name: then its value is to be read. */
  boolean moveTo(KnownMember member) {
    int value = at + member.name().length();
    if (at <= UNUSUAL || !member.name().isAt(text, at) || hasHad(member)) {
      return false;
    }
    had |= member.bit();
    at = JsonScanner.token(text, value);
    return true;
  }

  /** Whether it went through a whole object, and that ends the text. */
  boolean isAtEnd() {
    return -at == to && at != UNUSUAL;
  }

  /** Whether it has come to that member. */
  boolean hasHad(KnownMember member) {
    return (had & member.bit()) != 0;
  }

  /** A string of so many code points or bytes; null if it maybe has not. */
  String text(int min, int max) {
    int from = at + 1;
    if (text[at] != '"') {
      breakOff();
      return null;
    }
    int stop = JsonStrings.stop(text, from, to);
    if (stop == to || text[stop] != '"' || !isWithin(stop - from, min, max)) {
      return richText(from, min, max);
    }
    leave(stop + 1);
    return ascii(from, stop);
  }

  @SuppressWarnings("deprecation") // the one with a charset is too long to become part of callers
  private String ascii(int from, int end) {
    return new String(text, 0, from, end - from);
  }

  /**
   * One that is not plain, whose characters are made in the loop that judges them if there is room.
   */
  private String richText(int from, int min, int max) {
    longStrings.start(text);
    try {
      int end = -longStrings.read(from - 1, to);
      leave(isWithin(end - 1 - from, min, max) ? end : UNUSUAL);
      String read = at == UNUSUAL ? null : longStrings.text(text, from - 1);
      return at == UNUSUAL || read != null ? read : StringChars.text(text, from, end - 1);
    } finally {
      longStrings.forget(); // the characters are the thread's
    }
  }

  /** Whether what is written in so many bytes surely keeps bounds. */
  private static boolean isWithin(int bytes, int min, int max) {
    return bytes <= max && Math.min(bytes, 1) >= min;
  }

  /** Passes over a plain string of at most so many characters. */
  void passText(int max) {
    int end = text[at] == '"' ? JsonStrings.end(text, at, to) : UNUSUAL;
    leave(end - at - 2 <= max ? end : UNUSUAL);
  }

  /** Passes over that string. */
  void pass(KnownText known) {
    leave(known.isAt(text, at) ? at + known.length() : UNUSUAL);
  }

  /** Passes over an integer. */
  void passInteger() {
    int first = text[at] == '-' ? at + 1 : at;
    int i = first;
    while (text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    leave(i == first || (text[first] == '0' && i > first + 1) ? UNUSUAL : i);
  }

  /** A uuid, or null. */
  UUID uuid() {
    int from = at + 1;
    int end = from + UUID_LENGTH;
    UUID uuid =
        end < to && text[at] == '"' && text[end] == '"' ? HexText.uuid(text, from, end) : null;
    leave(uuid == null ? UNUSUAL : end + 1);
    return uuid;
  }

  /** A boolean. */
  boolean bool() {
    boolean isTrue = TRUE.isAt(text, at);
    boolean isFalse = !isTrue && FALSE.isAt(text, at);
    leave(isTrue || isFalse ? at + (isTrue ? TRUE : FALSE).length() : UNUSUAL);
    return isTrue;
  }

  /** Passes over the object or array that another one went through. */
  void leave(MemberCursor inner) {
    leave(-inner.at);
  }

  /** Goes no further. */
  void breakOff() {
    leave(UNUSUAL);
  }

  /** Goes on behind a value. */
  private void leave(int end) {
    int behind = UNUSUAL;
    if (end > UNUSUAL && end < to) {
      int i = JsonScanner.token(text, end);
      byte mark = text[i];
      behind = mark == ',' ? JsonScanner.token(text, i + 1) : mark == '}' ? -(i + 1) : UNUSUAL;
    }
    at = behind;
  }
}
