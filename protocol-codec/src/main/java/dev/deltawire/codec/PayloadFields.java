package dev.deltawire.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The fields of a frame's payload, each read as its row demands or refused by {@link InvalidField}.
 *
 * <p>An explicit null equals absence.
 */
final class PayloadFields {
  private final JsonMembers members;
  private final TextSpan text = new TextSpan();
  private byte[] buf;

  PayloadFields(JsonMembers members) {
    this.members = members;
  }

  void start(byte[] scanned) {
    buf = scanned;
  }

  UUID uuid(String field) {
    UUID uuid = optionalUuid(field);
    if (uuid == null) {
      throw new InvalidField(field);
    }
    return uuid;
  }

  /** Null when absent. */
  UUID optionalUuid(String field) {
    TextSpan span = optionalText(field);
    if (span == null) {
      return null;
    }
    UUID uuid = span.uuid();
    if (uuid == null) {
      throw new InvalidField(field);
    }
    return uuid;
  }

  /** A required string of that many UTF-8 bytes. */
  String string(String field, int minBytes, int maxBytes) {
    TextSpan span = optionalText(field);
    if (span == null || span.length() < minBytes || span.length() > maxBytes) {
      throw new InvalidField(field);
    }
    return span.toString();
  }

  /** Null when absent; valid until the next call. */
  TextSpan optionalText(String field) {
    int member = present(field);
    if (member < 0) {
      return null;
    }
    int from = members.valueFrom(member);
    if (buf[from] != '"') {
      throw new InvalidField(field);
    }
    return text.moveTo(buf, from, members.valueTo(member));
  }

  /** An optional {@code int} that is not negative. */
  long integer(String field, long absent) {
    int member = present(field);
    if (member < 0) {
      return absent;
    }
    int from = members.valueFrom(member);
    boolean number = JsonNumbers.startsWith(buf[from]);
    long value = number ? JsonNumbers.integer(buf, from, members.valueTo(member)) : -1;
    if (value < 0) {
      throw new InvalidField(field);
    }
    return value;
  }

  /** A required array of at most {@code max} strings. */
  List<String> strings(String field, int max) {
    int member = present(field);
    if (member < 0 || buf[members.valueFrom(member)] != '[') {
      throw new InvalidField(field);
    }
    int end = members.valueTo(member) - 1;
    List<String> strings = new ArrayList<>();
    int i = nextElement(members.valueFrom(member) + 1);
    while (i < end) {
      if (buf[i] != '"' || strings.size() == max) {
        throw new InvalidField(field);
      }
      int next = stringEnd(i);
      strings.add(text.moveTo(buf, i, next).toString());
      i = nextElement(next);
    }
    return strings;
  }

  private int nextElement(int from) {
    int i = from;
    while (buf[i] <= ' ' || buf[i] == ',') {
      i++;
    }
    return i;
  }

  private int stringEnd(int quote) {
    int i = quote + 1;
    while (buf[i] != '"') {
      i += buf[i] == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private int present(String field) {
    int member = members.find(field);
    return member >= 0 && buf[members.valueFrom(member)] == 'n' ? -1 : member;
  }
}
