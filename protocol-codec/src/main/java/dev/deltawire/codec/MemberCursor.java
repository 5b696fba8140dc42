package dev.deltawire.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.deltawire.model.RawJson;
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

  private final KnownNames names;
  private final LongStrings longStrings = new LongStrings();
  private byte[] text = JsonScanner.NOTHING;
  private int to;

  /** Where the member's value begins, or the next member, or negated what follows the object. */
  private int at;

  private int name;
  private long seen;

  private MemberCursor(KnownNames names) {
    this.names = names;
  }

  /** One for objects that mostly have such members. */
  static MemberCursor of(KnownNames names) {
    return new MemberCursor(names);
  }

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
    at = isObject ? from + 1 : UNUSUAL;
    seen = 0;
    name = KnownNames.NONE;
  }

  /** Lets go of the text. */
  void forget() {
    text = JsonScanner.NOTHING;
  }

  /** The index of the next member's name, which then is to be read; none behind the last. */
  int next() {
    if (at <= 0) {
      return KnownNames.NONE;
    }
    int quote = JsonScanner.token(text, at);
    int next = text[quote] == '"' ? names.at(text, quote + 1, name) : KnownNames.NONE;
    if (next == KnownNames.NONE || (seen & (1L << next)) != 0) {
      breakOff();
      return KnownNames.NONE;
    }
    seen |= 1L << next;
    name = next;
    at = JsonScanner.token(text, quote + 1 + names.length(next));
    return next;
  }

  /** Whether it went through a whole object, and that ends the text. */
  boolean isAtEnd() {
    return -at == to && at != UNUSUAL;
  }

  /** Whether there was a member of the name of that index. */
  boolean hasSeen(int index) {
    return (seen & (1L << index)) != 0;
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
    return new String(text, from, stop - from, ISO_8859_1);
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
    int from = at + 1;
    boolean isThere = text[at] == '"' && known.isAt(text, from, KnownText.wordAt(text, from));
    leave(isThere ? from + known.length() : UNUSUAL);
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
    boolean isTrue = TRUE.isAt(text, at, KnownText.wordAt(text, at));
    boolean isFalse = !isTrue && FALSE.isAt(text, at, KnownText.wordAt(text, at));
    leave(isTrue || isFalse ? at + (isTrue ? TRUE : FALSE).length() : UNUSUAL);
    return isTrue;
  }

  /** Passes over the object that another one went through. */
  void leave(MemberCursor inner) {
    leave(-inner.at);
  }

  /** Passes over the array whose elements another one went through, and makes a copy of it. */
  RawJson leaveCopying(MemberCursor elements) {
    int from = at;
    leave(-elements.at);
    return at == UNUSUAL ? null : RawJson.ofValidated(text, from, -elements.at);
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
      behind = mark == ',' ? i + 1 : mark == '}' ? -(i + 1) : UNUSUAL;
    }
    at = behind;
  }
}
