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

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final JsonMembers envelope = new JsonMembers();
  private final JsonMembers body = new JsonMembers();
  private final MemberName bodyName;

  private byte[] buf = NOTHING;
  private int to;
  private boolean isObject;

  private JsonScanner(MemberName bodyName) {
    this.bodyName = bodyName;
  }

  /** A scanner that notes the members of the top-level object only. */
  public static JsonScanner create() {
    return new JsonScanner(null);
  }

  /** A scanner that also notes the members of the top-level object's member of that name. */
  public static JsonScanner withBody(String bodyName) {
    return new JsonScanner(MemberName.of(bodyName));
  }

  /** Whether {@code buf[from,to)} is exactly one JSON value, blanks around it allowed. */
  public boolean scan(byte[] buf, int from, int to) {
    this.buf = buf;
    this.to = to;
    envelope.start(buf);
    body.start(buf);
    int i = blanks(from);
    isObject = byteAt(i) == '{';
    int end = isObject ? object(i) : Math.abs(value(i, byteAt(i), 0));
    return end != MALFORMED && blanks(end) == to;
  }

  /** Lets go of the bytes, and of tables that have grown; there are no members then. */
  void forget() {
    buf = NOTHING;
    envelope.forget();
    body.forget();
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

  /** The index after the top-level object at {@code from}; notes its members and its body's. */
  private int object(int from) {
    JsonMembers noted = envelope;
    int i = blanks(from + 1);
    if (byteAt(i) == '}') {
      return i + 1;
    }
    while (byteAt(i) == '"') {
      int nameEnd = JsonStrings.end(buf, i, to);
      int value = afterColon(nameEnd);
      noted.add(i + 1, nameEnd, value);
      byte first = byteAt(value);
      if (first == '{' && noted == envelope && isBody()) {
        noted = body;
        body.start(buf);
        i = blanks(value + 1);
        if (byteAt(i) != '}') {
          continue;
        }
      } else {
        int end = value(value, first, noted == body ? 2 : 1);
        noted.endValue(end);
        if (end == MALFORMED) {
          return MALFORMED;
        }
        i = blanks(Math.abs(end));
      }
      if (byteAt(i) == '}' && noted == body) {
        noted = envelope;
        envelope.endValue(i + 1);
        i = blanks(i + 1);
      }
      if (byteAt(i) != ',') {
        return byteAt(i) == '}' ? i + 1 : MALFORMED;
      }
      i = blanks(i + 1);
    }
    return MALFORMED;
  }

  private boolean isBody() {
    return bodyName != null && envelope.lastIs(bodyName);
  }

  /** The index after a value in that many containers, negated if it is a string not plain. */
  private int value(int from, byte first, int depth) {
    if (first == '"') {
      return JsonStrings.end(buf, from, to);
    }
    return first == '{' || first == '[' ? container(from, depth) : scalar(from, first);
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
        i = first == '"' ? Math.abs(JsonStrings.end(buf, i, to)) : scalar(i, first);
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
    int colon = Math.abs(nameEnd);
    if (byteAt(colon) != ':') {
      colon = nameEnd == MALFORMED ? to : blanks(colon);
      if (byteAt(colon) != ':') {
        return to;
      }
    }
    return blanks(colon + 1);
  }

  /** The byte there, 0 after the last. */
  private byte byteAt(int i) {
    return i < to ? buf[i] : 0;
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
