package dev.deltawire.codec;

import dev.deltawire.model.JsonLimits;

/**
 * The strict validator of JSON text at the trust boundary.
 *
 * <p>It accepts RFC 8259 exactly, in valid UTF-8, nested at most 64 deep and without
 * unpaired surrogate escapes, in one pass whose stack does not grow with the text. On the
 * way it notes where the members of the top-level object are, and those of one member of it that
 * the dialect calls its body ({@code payload} or {@code params}).
 *
 * <p>One thread at a time; an instance that is kept allocates nothing for objects of few members.
 */
public final class JsonScanner {
  /** No value ends there. */
  private static final int MALFORMED = 0;

  private static final int PLAIN = 0;
  private static final int DISCRIMINATOR = 1;
  private static final int BODY = 2;

  /** What is scanned between two scans. */
  static final byte[] NOTHING = {};

  /** No text has a member of that name, which is a control. */
  private static final String NO_NAME = "\u0001";

  private final JsonMembers envelope = new JsonMembers();
  private final JsonMembers body = new JsonMembers();
  private final MemberName discriminator;
  private final MemberName bodyName;
  private final FamiliarFrames familiar;
  private final LongStrings longStrings;
  private final boolean readsAgain;

  private byte[] buf = NOTHING;
  private int to;
  private boolean isObject;
  private int discriminatorMember;
  private int bodyMember;

  private JsonScanner(
      String discriminator, String bodyName, LongStrings longStrings, boolean readsAgain) {
    this.discriminator = MemberName.of(discriminator);
    this.bodyName = MemberName.of(bodyName);
    familiar = bodyName.equals(NO_NAME) ? null : FamiliarFrames.ofNames(discriminator, bodyName);
    this.longStrings = longStrings;
    this.readsAgain = readsAgain;
  }

  /** A scanner that notes the members of the top-level object only. */
  public static JsonScanner create() {
    return withBody(NO_NAME);
  }

  /** A scanner that also notes the members of the top-level object's member of that name. */
  public static JsonScanner withBody(String bodyName) {
    return ofFrames(NO_NAME, bodyName);
  }

  /** As {@link #withBody}, and where the discriminator is. */
  static JsonScanner ofFrames(String discriminator, String bodyName) {
    return new JsonScanner(discriminator, bodyName, LongStrings.NONE, false);
  }

  /** As {@link #ofFrames}, of frames parts of which are read again. */
  static JsonScanner withParts(String discriminator, String bodyName) {
    return new JsonScanner(discriminator, bodyName, new LongStrings(), false);
  }

  /** A scanner of parts of what this one has accepted. */
  JsonScanner ofParts() {
    return new JsonScanner(NO_NAME, NO_NAME, longStrings, true);
  }

  /** Whether {@code buf[from,to)} is exactly one JSON value, blanks around it allowed. */
  public boolean scan(byte[] buf, int from, int to) {
    this.buf = buf;
    this.to = withoutBlanks(buf, from, to);
    startLongStrings();
    return (familiar != null && isFamiliar(buf, from)) || isJson(from);
  }

  /** As {@link #scan}, of what is not familiar. */
  private boolean isJson(int from) {
    startLongStrings();
    envelope.start(buf);
    body.start(buf);
    discriminatorMember = -1;
    bodyMember = -1;
    int i = blanks(from);
    isObject = byteAt(i) == '{' && buf[to - 1] == '}';
    if (isObject) {
      return isWholeObject(i);
    }
    int end = Math.abs(value(i, byteAt(i), 0));
    return end == to && end != MALFORMED;
  }

  private void startLongStrings() {
    if (longStrings != LongStrings.NONE) {
      longStrings.start(buf);
    }
  }

  /**
   * The index after the object that begins at {@code from}, whatever follows it, or 0 if there is
   * none or no brace ends the text.
   */
  int object(byte[] buf, int from, int to) {
    this.buf = buf;
    this.to = withoutBlanks(buf, from, to);
    envelope.start(buf);
    body.start(buf);
    isObject = this.to - from > 1 && buf[from] == '{' && buf[this.to - 1] == '}';
    return isObject ? object(from, envelope, 0) : MALFORMED;
  }

  /** The index after the last byte that is no blank. */
  static int withoutBlanks(byte[] buf, int from, int to) {
    int end = to;
    while (end > from && isBlank(buf[end - 1])) {
      end--;
    }
    return end;
  }

  /** Lets go of the bytes, and of tables that have grown; there are no members then. */
  void forget() {
    buf = NOTHING;
    envelope.forget();
    body.forget();
    if (longStrings != LongStrings.NONE) {
      longStrings.forget();
    }
  }

  /** Whether the value that the last {@link #scan} accepted is an object. */
  public boolean isObject() {
    return isObject;
  }

  /**
   * The members of the top-level object, valid after a {@link #scan} that accepted and until the
   * next one; none if the value is no object.
   */
  public JsonMembers envelope() {
    return envelope;
  }

  /** The index of the discriminator in the {@link #envelope}; -1 if there is none. */
  int discriminatorMember() {
    return discriminatorMember;
  }

  /** The index of the body in the {@link #envelope}, whatever its kind; -1 if there is none. */
  int bodyMember() {
    return bodyMember;
  }

  /** The members of the body, as {@link #envelope}; none if there is none or it is no object. */
  public JsonMembers body() {
    return body;
  }

  /** Whether it is a frame that is familiar but for its values, and these are valid. */
  private boolean isFamiliar(byte[] text, int from) {
    int i = from;
    Seam seam = familiar.first();
    while (seam != null) {
      if (!seam.isAt(text, i)) {
        seam = seam.other;
        continue;
      }
      i += seam.length;
      if (seam.kind == Seam.LAST) {
        return i == to && accept(seam.shape);
      }
      boolean isString = seam.kind == Seam.STRING;
      int value = isString ? i - 1 : i;
      int end = isString ? JsonStrings.end(text, value, to) : other(text, value, seam.isOfBody);
      if (end == MALFORMED) {
        return false;
      }
      (seam.isOfBody ? body : envelope).put(seam.member, value, end);
      i = isString ? Math.abs(end) - 1 : end;
      seam = seam.next;
    }
    return false;
  }

  /** The end of a value that is no string. */
  private int other(byte[] text, int value, boolean isOfBody) {
    return value >= to || text[value] == '"'
        ? MALFORMED
        : value(value, text[value], isOfBody ? 2 : 1);
  }

  private boolean accept(FrameShape shape) {
    shape.accept(buf, envelope, body);
    discriminatorMember = shape.discriminatorMember;
    bodyMember = shape.bodyMember;
    isObject = true;
    return true;
  }

  /** Whether it is an object; it is familiar from then on if it is a frame. */
  private boolean isWholeObject(int from) {
    if (object(from, envelope, 0) != to) {
      return false;
    }
    if (familiar != null && discriminatorMember >= 0) {
      familiar.learn(buf, from, to, envelope, body, discriminatorMember, bodyMember);
    }
    return true;
  }

  /**
   * The index after the object at {@code from} in that many others, whose members are noted.
   *
   * <p>The text's last byte is a brace. No string, number or word ends with one, so behind these,
   * and behind each comma and colon, there is a byte to look at; behind a container maybe not.
   */
  private int object(int from, JsonMembers noted, int outer) {
    byte[] text = buf;
    noted.start(text);
    int i = token(text, from + 1);
    if (text[i] == '}') {
      return i + 1;
    }
    while (text[i] == '"') {
      int end = member(i, noted, outer + 1);
      if (end == MALFORMED || end == to) {
        return MALFORMED;
      }
      i = token(text, end);
      if (text[i] != ',') {
        return text[i] == '}' ? i + 1 : MALFORMED;
      }
      i = token(text, i + 1);
    }
    return MALFORMED;
  }

  /** The index after the member at {@code quote}, in that many containers. */
  private int member(int quote, JsonMembers noted, int depth) {
    byte[] text = buf;
    int nameEnd = JsonStrings.end(text, quote, to);
    int colon = token(text, Math.abs(nameEnd));
    if (nameEnd == MALFORMED || text[colon] != ':') {
      return MALFORMED;
    }
    long head = MemberName.headOf(text, quote, nameEnd);
    int role = noted == envelope ? role(head, quote + 1, nameEnd) : PLAIN;
    noteRole(role, noted.count());
    noted.add(head, quote + 1, nameEnd);
    int value = token(text, colon + 1);
    int end = memberValue(text, value, role, depth);
    noted.addValue(value, end);
    return Math.abs(end);
  }

  private void noteRole(int role, int member) {
    if (role == BODY) {
      bodyMember = member;
    } else if (role == DISCRIMINATOR) {
      discriminatorMember = member;
    }
  }

  /** As {@link #value}, of a member that is noted. */
  private int memberValue(byte[] text, int from, int role, int depth) {
    byte first = text[from];
    if (first == '"') {
      return string(text, from);
    }
    return role == BODY && first == '{' ? object(from, body, depth) : value(from, first, depth);
  }

  /** The first index from there on of a byte that is no blank. */
  static int token(byte[] text, int from) {
    int i = from;
    while (text[i] <= ' ' && isBlank(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private int role(long head, int nameFrom, int nameEnd) {
    if (isNamed(bodyName, head, nameFrom, nameEnd)) {
      return BODY;
    }
    return isNamed(discriminator, head, nameFrom, nameEnd) ? DISCRIMINATOR : PLAIN;
  }

  private boolean isNamed(MemberName name, long head, int nameFrom, int nameEnd) {
    return (head == name.head() || head == MemberName.NOT_PLAIN)
        && name.matches(buf, nameFrom, nameEnd);
  }

  /** The index after a value in that many containers, negated if it is a string not plain. */
  private int value(int from, byte first, int depth) {
    if (first == '"') {
      return JsonStrings.end(buf, from, to);
    }
    return first == '{' || first == '['
        ? container(from, depth)
        : JsonScalars.end(buf, from, first, to);
  }

  /** The end of a member's string, which nobody looks for again unless it was deeper down. */
  private int string(byte[] text, int quote) {
    int known = readsAgain ? longStrings.end(text, quote) : 0;
    return known == 0 ? JsonStrings.end(text, quote, to) : known;
  }

  /** The end of a string in a container, which may be read again. */
  private int innerString(int quote) {
    return readsAgain || longStrings == LongStrings.NONE
        ? string(buf, quote)
        : longStrings.read(quote, to);
  }

  /** The long strings that are noted for those who read parts again. */
  LongStrings longStrings() {
    return longStrings;
  }

  /** The index after a container in that many others. */
  private int container(int from, int outer) {
    long kinds = 0; // a bit a level, the innermost lowest: 1 for an object
    int depth = outer;
    int i = from;
    while (true) {
      byte first = byteAt(i);
      if (first == '{' || first == '[') {
        if (depth == JsonLimits.MAX_DEPTH) {
          return MALFORMED;
        }
        depth++;
        kinds = (kinds << 1) | ((first >> 5) & 1);
        i = blanks(i + 1);
        if (byteAt(i) != first + 2) {
          i = (kinds & 1) == 0 ? i : name(i);
          continue;
        }
      } else {
        i = first == '"' ? Math.abs(innerString(i)) : JsonScalars.end(buf, i, first, to);
        if (i == MALFORMED) {
          return MALFORMED;
        }
        i = blanks(i);
      }
      while (byteAt(i) == ((kinds & 1) == 0 ? ']' : '}')) {
        depth--;
        if (depth == outer) {
          return i + 1;
        }
        kinds >>>= 1;
        i = blanks(i + 1);
      }
      if (byteAt(i) != ',') {
        return MALFORMED;
      }
      i = blanks(i + 1);
      i = (kinds & 1) == 0 ? i : name(i);
    }
  }

  /** The index of the value of the member at {@code i}, or {@code to} if there is none. */
  private int name(int i) {
    return byteAt(i) == '"' ? afterColon(JsonStrings.end(buf, i, to)) : to;
  }

  private int afterColon(int nameEnd) {
    int colon = nameEnd == MALFORMED ? to : nextToken(Math.abs(nameEnd), ':');
    return byteAt(colon) == ':' ? blanks(colon + 1) : to;
  }

  /** The index of the first byte that is no blank, which mostly is {@code expected}. */
  private int nextToken(int i, char expected) {
    return byteAt(i) == expected ? i : blanks(i);
  }

  /** The byte there, 0 after the last. */
  private byte byteAt(int i) {
    return i < to ? buf[i] : 0;
  }

  private int blanks(int from) {
    int i = from;
    while (i < to && isBlank(buf[i])) {
      i++;
    }
    return i;
  }
}
