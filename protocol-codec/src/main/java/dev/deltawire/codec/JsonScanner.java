package dev.deltawire.codec;

import dev.deltawire.model.JsonLimits;

/**
 * The strict validator of JSON text at the trust boundary.
 *
 * <p>It accepts RFC 8259 exactly, in valid UTF-8, nested at most 64 deep and without
 * unpaired surrogate escapes, in one pass without recursion. On the way it notes where the
 * members of the top-level object are, and those of one member of it that the dialect calls its
 * body ({@code payload} or {@code params}).
 *
 * <p>One thread at a time; an instance that is kept allocates nothing once its tables have grown.
 */
public final class JsonScanner {
  private static final int MALFORMED = -1;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private static final boolean[] SHORT_ESCAPES = new boolean[0x80];

  static {
    for (char letter : new char[] {'"', '\\', '/', 'b', 'f', 'n', 'r', 't'}) {
      SHORT_ESCAPES[letter] = true;
    }
  }

  private final JsonMembers envelope = new JsonMembers();
  private final JsonMembers body = new JsonMembers();
  private final String bodyName;

  private byte[] buf;
  private int to;

  /** One bit a level, the innermost lowest: 1 for an object, 0 for an array. */
  private long kinds;

  private int depth;
  private boolean inBody;
  private boolean isObject;

  /** Whether the last string has escapes. */
  private boolean escaped;

  private JsonScanner(String bodyName) {
    this.bodyName = bodyName;
  }

  /** A scanner that notes the members of the top-level object only. */
  public static JsonScanner create() {
    return new JsonScanner(null);
  }

  /** A scanner that also notes the members of the top-level object's member of that name. */
  public static JsonScanner withBody(String bodyName) {
    return new JsonScanner(bodyName);
  }

  /** Whether {@code buf[from,to)} is exactly one JSON value, blanks around it allowed. */
  public boolean scan(byte[] buf, int from, int to) {
    this.buf = buf;
    this.to = to;
    kinds = 0;
    depth = 0;
    inBody = false;
    envelope.start(buf);
    body.start(buf);
    int i = blanks(from);
    isObject = i < to && buf[i] == '{';
    do {
      int entered = depth;
      i = value(i);
      if (i >= 0 && depth == entered) {
        i = afterValue(i);
      }
    } while (i >= 0 && depth > 0);
    return i >= 0 && blanks(i) == to;
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

  /** The members of the body, as {@link #envelope}; none if there is none or it is no object. */
  public JsonMembers body() {
    return body;
  }

  /** The index after a scalar or an empty container, or of the first value of the one entered. */
  private int value(int i) {
    if (i >= to) {
      return MALFORMED;
    }
    return switch (buf[i]) {
      case '"' -> string(i);
      case '{' -> object(i);
      case '[' -> array(i);
      case 't' -> literal(i, TRUE);
      case 'f' -> literal(i, FALSE);
      case 'n' -> literal(i, NULL);
      default -> number(i);
    };
  }

  private int object(int i) {
    if (!push(1)) {
      return MALFORMED;
    }
    int next = blanks(i + 1);
    return next < to && buf[next] == '}' ? pop(next) : name(next);
  }

  private int array(int i) {
    if (!push(0)) {
      return MALFORMED;
    }
    int next = blanks(i + 1);
    return next < to && buf[next] == ']' ? pop(next) : next;
  }

  /** The index of the next value, or, with depth 0, after the last one. */
  private int afterValue(int end) {
    int i = end;
    while (depth > 0) {
      JsonMembers members = members();
      if (members != null) {
        members.endValue(i);
      }
      i = blanks(i);
      if (i >= to) {
        return MALFORMED;
      }
      if (buf[i] == ',') {
        int next = blanks(i + 1);
        return inObject() ? name(next) : next;
      }
      if (buf[i] != (inObject() ? '}' : ']')) {
        return MALFORMED;
      }
      i = pop(i);
    }
    return i;
  }

  /** The index of the value that belongs to the name at {@code i}. */
  private int name(int i) {
    if (i >= to || buf[i] != '"') {
      return MALFORMED;
    }
    int end = string(i);
    boolean hasEscape = escaped;
    int colon = end < 0 ? to : blanks(end);
    if (colon >= to || buf[colon] != ':') {
      return MALFORMED;
    }
    int value = blanks(colon + 1);
    JsonMembers members = members();
    if (members != null) {
      members.add(i + 1, end - 1, value, hasEscape);
    }
    return value;
  }

  /** Where the members of the innermost container are noted, or null. */
  private JsonMembers members() {
    if (depth == 1) {
      return inObject() ? envelope : null;
    }
    return depth == 2 && inBody ? body : null;
  }

  private boolean inObject() {
    return (kinds & 1) != 0;
  }

  private boolean push(int kind) {
    if (depth == JsonLimits.MAX_DEPTH) {
      return false;
    }
    if (depth == 1 && kind == 1 && bodyName != null && inObject()) {
      inBody = envelope.lastIs(bodyName);
      if (inBody) {
        body.start(buf);
      }
    }
    kinds = (kinds << 1) | kind;
    depth++;
    return true;
  }

  private int pop(int closing) {
    kinds >>>= 1;
    depth--;
    inBody &= depth > 1;
    return closing + 1;
  }

  private int blanks(int from) {
    int i = from;
    while (i < to
        && buf[i] <= ' '
        && (buf[i] == ' ' || buf[i] == '\n' || buf[i] == '\r' || buf[i] == '\t')) {
      i++;
    }
    return i;
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
  private int number(int from) {
    int i = buf[from] == '-' ? from + 1 : from;
    int end = i < to && buf[i] == '0' ? i + 1 : digits(i);
    if (end > 0 && end < to && buf[end] == '.') {
      end = digits(end + 1);
    }
    if (end > 0 && end < to && (buf[end] | 0x20) == 'e') {
      int sign = end + 1;
      boolean signed = sign < to && (buf[sign] == '+' || buf[sign] == '-');
      end = digits(signed ? sign + 1 : sign);
    }
    return end;
  }

  /** The index after one or more digits. */
  private int digits(int from) {
    int i = from;
    while (i < to && buf[i] >= '0' && buf[i] <= '9') {
      i++;
    }
    return i > from ? i : MALFORMED;
  }

  /** RFC 8259 §7, from the opening quote on. */
  private int string(int quote) {
    byte[] src = buf;
    int end = to;
    int i = quote + 1;
    escaped = false;
    while (end - i >= Long.BYTES) {
      int next = i + Long.BYTES;
      for (long mask = Utf8.specials(Utf8.word(src, i)); mask != 0; ) {
        int at = i + Utf8.firstByte(mask);
        if (src[at] == '"') {
          return at + 1;
        }
        int after = special(src, at, end);
        if (after < 0) {
          return MALFORMED;
        }
        if (after >= next) {
          next = after;
          break;
        }
        mask &= -1L << ((after - i) << 3);
      }
      i = next;
    }
    return lastBytes(i);
  }

  /** The end of a string in the last bytes of the text. */
  private int lastBytes(int from) {
    int i = from;
    while (i >= 0 && i < to) {
      byte b = buf[i];
      if (b == '"') {
        return i + 1;
      }
      i = b >= 0x20 && b != '\\' ? i + 1 : special(buf, i, to);
    }
    return MALFORMED;
  }

  /** The index after what stands at {@code i}: an escape, or a character that is not ASCII. */
  private int special(byte[] src, int i, int end) {
    byte b = src[i];
    if (b == '\\') {
      escaped = true;
      return escape(i);
    }
    int length = b >= 0 ? 0 : Utf8.sequenceLength(src, i, end);
    return length == 0 ? MALFORMED : i + length;
  }

  private int escape(int i) {
    if (to - i < 2) {
      return MALFORMED;
    }
    byte letter = buf[i + 1];
    if (letter >= 0 && SHORT_ESCAPES[letter]) {
      return i + 2;
    }
    return letter == 'u' ? unicodeEscape(i) : MALFORMED;
  }

  private int unicodeEscape(int i) {
    int unit = unit(i);
    if (unit < 0 || Character.isLowSurrogate((char) unit)) {
      return MALFORMED;
    }
    if (!Character.isHighSurrogate((char) unit)) {
      return i + 6;
    }
    int partner = unit(i + 6);
    return partner >= 0 && Character.isLowSurrogate((char) partner) ? i + 12 : MALFORMED;
  }

  /** The UTF-16 unit that a whole escape at {@code i} stands for, or a negative number. */
  private int unit(int i) {
    boolean escape = to - i >= 6 && buf[i] == '\\' && buf[i + 1] == 'u';
    return escape ? JsonEscape.hex4(buf, i + 2) : MALFORMED;
  }
}
