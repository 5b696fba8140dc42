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

  /** What is scanned between two scans. */
  static final byte[] NOTHING = {};

  /** No text has a member of that name, which is a control. */
  private static final String NO_NAME = "\u0001";

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final JsonMembers envelope = new JsonMembers();
  private final JsonMembers body = new JsonMembers();
  private final MemberName bodyName;
  private final LongStrings longStrings;
  private final boolean readsAgain;

  private byte[] buf = NOTHING;
  private int to;
  private boolean isObject;
  private int bodyMember;

  private JsonScanner(MemberName bodyName, LongStrings longStrings, boolean readsAgain) {
    this.bodyName = bodyName;
    this.longStrings = longStrings;
    this.readsAgain = readsAgain;
  }

  /** A scanner that notes the members of the top-level object only. */
  public static JsonScanner create() {
    return withBody(NO_NAME);
  }

  /** A scanner that also notes the members of the top-level object's member of that name. */
  public static JsonScanner withBody(String bodyName) {
    return new JsonScanner(MemberName.of(bodyName), LongStrings.NONE, false);
  }

  /** As {@link #withBody}, of frames parts of which are read again. */
  static JsonScanner withParts(String bodyName) {
    return new JsonScanner(MemberName.of(bodyName), new LongStrings(), false);
  }

  /** A scanner of parts of what this one has accepted. */
  JsonScanner ofParts() {
    return new JsonScanner(MemberName.of(NO_NAME), longStrings, true);
  }

  /** Whether {@code buf[from,to)} is exactly one JSON value, blanks around it allowed. */
  public boolean scan(byte[] buf, int from, int to) {
    this.buf = buf;
    this.to = withoutBlanks(buf, from, to);
    envelope.start(buf);
    body.start(buf);
    if (longStrings != LongStrings.NONE) {
      longStrings.start(buf);
    }
    bodyMember = -1;
    int i = blanks(from);
    isObject = byteAt(i) == '{' && buf[this.to - 1] == '}';
    int end = isObject ? object(i, envelope, 0) : Math.abs(value(i, byteAt(i), 0));
    return end == this.to && end != MALFORMED;
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

  /** The index of the body in the {@link #envelope}, whatever its kind; -1 if there is none. */
  int bodyMember() {
    return bodyMember;
  }

  /** The members of the body, as {@link #envelope}; none if there is none or it is no object. */
  public JsonMembers body() {
    return body;
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
      int end = member(text, i, noted, outer + 1);
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
  private int member(byte[] text, int quote, JsonMembers noted, int depth) {
    int nameEnd = JsonStrings.end(text, quote, to);
    int colon = token(text, Math.abs(nameEnd));
    if (nameEnd == MALFORMED || text[colon] != ':') {
      return MALFORMED;
    }
    long head = MemberName.headOf(text, quote, nameEnd);
    boolean isBody = noted == envelope && isBody(head, quote + 1, nameEnd);
    if (isBody) {
      bodyMember = noted.count();
    }
    int value = token(text, colon + 1);
    byte first = text[value];
    int end =
        first == '"'
            ? string(text, value)
            : isBody && first == '{' ? object(value, body, depth) : value(value, first, depth);
    noted.add(head, quote + 1, nameEnd, value, end);
    return Math.abs(end);
  }

  /** The first index from there on of a byte that is no blank. */
  private static int token(byte[] text, int from) {
    int i = from;
    while (text[i] <= ' ' && isBlank(text[i])) {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private boolean isBody(long head, int nameFrom, int nameEnd) {
    return (head == bodyName.head() || head == MemberName.NOT_PLAIN)
        && bodyName.matches(buf, nameFrom, nameEnd);
  }

  /** The index after a value in that many containers, negated if it is a string not plain. */
  private int value(int from, byte first, int depth) {
    if (first == '"') {
      return JsonStrings.end(buf, from, to);
    }
    return first == '{' || first == '[' ? container(from, depth) : scalar(from, first);
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
        i = first == '"' ? Math.abs(innerString(i)) : scalar(i, first);
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

  private int scalar(int from, byte first) {
    return switch (first) {
      case 't' -> literal(from, TRUE);
      case 'f' -> literal(from, FALSE);
      case 'n' -> literal(from, NULL);
      default -> number(from, first);
    };
  }

  private int literal(int i, byte[] word) {
    int end = i + word.length;
    if (end > to) {
      return MALFORMED;
    }
    for (int k = 1; k < word.length; k++) {
      if (buf[i + k] != word[k]) {
        return MALFORMED;
      }
    }
    return end;
  }

  /** RFC 8259 §6. */
  private int number(int from, byte first) {
    int i = first == '-' ? from + 1 : from;
    int end = byteAt(i) == '0' ? i + 1 : digits(i);
    if (end != MALFORMED && byteAt(end) == '.') {
      end = digits(end + 1);
    }
    if (end != MALFORMED && (byteAt(end) | 0x20) == 'e') {
      byte sign = byteAt(end + 1);
      end = digits(sign == '+' || sign == '-' ? end + 2 : end + 1);
    }
    return end;
  }

  /** The index after one or more digits. */
  private int digits(int from) {
    int i = from;
    while (to - i >= Long.BYTES) {
      long others = Utf8.nonDigits(Utf8.word(buf, i));
      if (others != 0) {
        int end = Utf8.firstIndex(i, others);
        return end > from ? end : MALFORMED;
      }
      i += Long.BYTES;
    }
    while (i < to && buf[i] >= '0' && buf[i] <= '9') {
      i++;
    }
    return i > from ? i : MALFORMED;
  }
}
