package dev.deltawire.codec;

import dev.deltawire.model.JsonLimits;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.WireName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;

/**
 * The fields of a frame's payload, or of its envelope, each read as its row demands or refused by
 * {@link InvalidField}.
 *
 * <p>An explicit null equals absence. Bounds count code points, or UTF-8 bytes where the
 * name of the method says so.
 */
final class PayloadFields {
  private static final int ABSENT = -1;

  private final JsonMembers members;
  private final boolean lastWins;
  private final TextSpan text;
  private byte[] buf = JsonScanner.NOTHING;

  /** Those of an object whose members have different names. */
  PayloadFields(JsonMembers members) {
    this(members, false, LongStrings.NONE);
  }

  private PayloadFields(JsonMembers members, boolean lastWins, LongStrings read) {
    this.members = members;
    this.lastWins = lastWins;
    text = new TextSpan(read);
  }

  /** Those of objects deeper down, where the last of several members of one name wins. */
  static PayloadFields ofLast(JsonScanner scanner) {
    return new PayloadFields(scanner.envelope(), true, scanner.longStrings());
  }

  /** Those of an object deeper down. */
  static PayloadFields of(RawJson json) {
    byte[] bytes = json.toByteArray();
    return InnerObject.create().read(bytes, 0, bytes.length);
  }

  void start(byte[] scanned) {
    buf = scanned;
  }

  /** Lets go of the bytes. */
  void forget() {
    buf = JsonScanner.NOTHING;
    text.forget();
  }

  boolean isAbsent(String field) {
    return present(field) == ABSENT;
  }

  /** Whether it is there and says nothing, where a row tells that from absence. */
  boolean isNull(String field) {
    int member = members.find(MemberName.of(field));
    return member >= 0 && first(member) == 'n';
  }

  boolean isString(String field) {
    return isOfKind(field, '"');
  }

  boolean isObject(String field) {
    return isOfKind(field, '{');
  }

  boolean isNumberOrAbsent(String field) {
    int member = present(field);
    return member == ABSENT || JsonNumbers.startsWith(first(member));
  }

  /** Whether it is a string of at most so many code points, if it is there. */
  boolean isStringOrAbsent(String field, int max) {
    int member = present(field);
    return member == ABSENT
        || (first(member) == '"' && members.moveTo(member, text).hasCodePoints(0, max));
  }

  UUID uuid(String field) {
    return required(field, optionalUuid(field));
  }

  /** Null when absent. */
  UUID optionalUuid(String field) {
    TextSpan span = optionalText(field);
    return span == null ? null : required(field, span.uuid());
  }

  String string(String field, int min, int max) {
    return required(field, optionalString(field, min, max));
  }

  /** Null when absent. */
  String optionalString(String field, int min, int max) {
    TextSpan span = optionalText(field);
    return span == null ? null : text(field, span, span.hasCodePoints(min, max));
  }

  String stringOfBytes(String field, int min, int max) {
    return required(field, optionalStringOfBytes(field, min, max));
  }

  /** Null when absent. */
  String optionalStringOfBytes(String field, int min, int max) {
    TextSpan span = optionalText(field);
    return span == null ? null : text(field, span, span.hasBytes(min, max));
  }

  /** Null when absent; valid until the next call. */
  TextSpan optionalText(String field) {
    int member = present(field);
    return member == ABSENT ? null : moveTo(field, member, text);
  }

  /** Moves a span to a string that must be there. */
  TextSpan moveTo(String field, TextSpan span) {
    return moveTo(field, member(field, '"'), span);
  }

  private TextSpan moveTo(String field, int member, TextSpan span) {
    if (first(member) != '"') {
      throw new InvalidField(field);
    }
    return members.moveTo(member, span);
  }

  /** Moves a span to a value of any kind, and to none when absent. */
  void moveTo(String field, RawSpan span) {
    int member = present(field);
    if (member == ABSENT) {
      span.forget();
    } else {
      span.moveTo(buf, members.valueFrom(member), members.valueTo(member));
    }
  }

  /** Moves a span to an array that must be there. */
  void moveToArray(String field, RawSpan span) {
    int member = member(field, '[');
    span.moveTo(buf, members.valueFrom(member), members.valueTo(member));
  }

  <T extends WireName> T constant(String field, T[] constants) {
    return optionalConstant(field, constants).orElseThrow(() -> new InvalidField(field));
  }

  /** Empty when absent. */
  <T extends WireName> Optional<T> optionalConstant(String field, T[] constants) {
    TextSpan span = optionalText(field);
    if (span == null) {
      return Optional.empty();
    }
    return Optional.of(required(field, span.among(constants)));
  }

  boolean bool(String field) {
    int member = present(field);
    if (member == ABSENT) {
      throw new InvalidField(field);
    }
    return bool(field, member);
  }

  /** Empty when absent. */
  Optional<Boolean> optionalBool(String field) {
    int member = present(field);
    return member == ABSENT ? Optional.empty() : Optional.of(bool(field, member));
  }

  /** Whether it is a boolean that is there and true. */
  boolean isTrue(String field) {
    int member = present(field);
    return member != ABSENT && bool(field, member);
  }

  private boolean bool(String field, int member) {
    byte first = first(member);
    if (first != 't' && first != 'f') {
      throw new InvalidField(field);
    }
    return first == 't';
  }

  /** An {@code int}. */
  long integer(String field, long min, long max) {
    int member = present(field);
    if (member == ABSENT) {
      throw new InvalidField(field);
    }
    return integer(field, member, min, max);
  }

  /** An {@code int} that is not negative, {@code absent} when absent. */
  long integerOr(String field, long absent) {
    int member = present(field);
    return member == ABSENT ? absent : integer(field, member, 0, JsonLimits.MAX_INTEGER);
  }

  /** An {@code int}; empty when absent. */
  OptionalLong optionalInteger(String field, long min, long max) {
    int member = present(field);
    return member == ABSENT
        ? OptionalLong.empty()
        : OptionalLong.of(integer(field, member, min, max));
  }

  private long integer(String field, int member, long min, long max) {
    long value =
        JsonNumbers.startsWith(first(member))
            ? JsonNumbers.integer(buf, members.valueFrom(member), members.valueTo(member))
            : JsonNumbers.NOT_AN_INTEGER;
    if (value == JsonNumbers.NOT_AN_INTEGER || value < min || value > max) {
      throw new InvalidField(field);
    }
    return value;
  }

  /** Refuses a value that is there and is no number that a double is near to. */
  void checkNumber(String field) {
    int member = present(field);
    if (member != ABSENT
        && !JsonNumbers.isShort(buf, members.valueFrom(member), members.valueTo(member))) {
      optionalNumber(field);
    }
  }

  /** The nearest double, refused if none is near; empty when absent. */
  OptionalDouble optionalNumber(String field) {
    int member = present(field);
    if (member == ABSENT) {
      return OptionalDouble.empty();
    }
    double value =
        JsonNumbers.startsWith(first(member))
            ? JsonNumbers.nearest(buf, members.valueFrom(member), members.valueTo(member))
            : Double.NaN;
    if (!Double.isFinite(value)) {
      throw new InvalidField(field);
    }
    return OptionalDouble.of(value);
  }

  /** A value of any kind but null, verbatim. */
  RawJson json(String field) {
    return required(field, optionalJson(field).orElse(null));
  }

  /** A value of any kind, verbatim; empty when absent. */
  Optional<RawJson> optionalJson(String field) {
    int member = present(field);
    return member == ABSENT ? Optional.empty() : Optional.of(members.value(member));
  }

  RawJson object(String field, int maxBytes) {
    return required(field, optionalObject(field, maxBytes).orElse(null));
  }

  /** Empty when absent. */
  Optional<RawJson> optionalObject(String field, int maxBytes) {
    return optionalJson(field, '{', maxBytes);
  }

  RawJson array(String field, int maxBytes) {
    return required(field, optionalArray(field, maxBytes).orElse(null));
  }

  /** Empty when absent. */
  Optional<RawJson> optionalArray(String field, int maxBytes) {
    return optionalJson(field, '[', maxBytes);
  }

  /** The fields of an object deeper down, valid as {@code inner} says. */
  PayloadFields object(String field, InnerObject inner) {
    int member = member(field, '{');
    return inner.read(buf, members.valueFrom(member), members.valueTo(member));
  }

  /** What {@code reader} makes of an array's elements, which are objects it accepts. */
  <T> List<T> objects(String field, InnerObject inner, Function<PayloadFields, T> reader) {
    int member = member(field, '[');
    try {
      return inner.readAll(buf, members.valueFrom(member), members.valueTo(member), reader);
    } catch (InvalidField deeper) {
      throw new InvalidField(field);
    }
  }

  /** The fields of an array's only element, or null; valid as {@code inner} says. */
  PayloadFields onlyObject(String field, InnerObject inner) {
    int member = member(field, '[');
    return inner.readOnly(buf, members.valueFrom(member), members.valueTo(member));
  }

  /** An array of at most {@code max} strings. */
  List<String> strings(String field, int max) {
    return elements(field, max, TextSpan::toString);
  }

  /** An array of strings of that many UTF-8 bytes each. */
  List<String> stringsOfBytes(String field, int most, int min, int max) {
    return elements(field, most, span -> text(field, span, span.hasBytes(min, max)));
  }

  /** An array of at most {@code max} uuids. */
  List<UUID> uuids(String field, int max) {
    return elements(field, max, TextSpan::uuid);
  }

  private <T> List<T> elements(String field, int max, Function<TextSpan, T> reader) {
    int member = member(field, '[');
    int end = members.valueTo(member) - 1;
    List<T> elements = new ArrayList<>();
    int i = ArrayElements.next(buf, members.valueFrom(member) + 1);
    while (i < end) {
      if (buf[i] != '"' || elements.size() == max) {
        throw new InvalidField(field);
      }
      int next = ArrayElements.stringEnd(buf, i);
      elements.add(required(field, reader.apply(text.moveTo(buf, i, -next))));
      i = ArrayElements.next(buf, next);
    }
    return elements;
  }

  /** Null when absent. */
  List<String> optionalStrings(String field, int max) {
    return isAbsent(field) ? null : strings(field, max);
  }

  private Optional<RawJson> optionalJson(String field, char first, int maxBytes) {
    if (isAbsent(field)) {
      return Optional.empty();
    }
    int member = member(field, first);
    if (members.valueTo(member) - members.valueFrom(member) > maxBytes) {
      throw new InvalidField(field);
    }
    return Optional.of(members.value(member));
  }

  private static String text(String field, TextSpan span, boolean keepsBounds) {
    if (!keepsBounds) {
      throw new InvalidField(field);
    }
    return span.toString();
  }

  private static <T> T required(String field, T value) {
    if (value == null) {
      throw new InvalidField(field);
    }
    return value;
  }

  private boolean isOfKind(String field, char first) {
    int member = present(field);
    return member != ABSENT && first(member) == first;
  }

  /** The member of that name, whose value must start so. */
  private int member(String field, char first) {
    int member = present(field);
    if (member == ABSENT || first(member) != first) {
      throw new InvalidField(field);
    }
    return member;
  }

  private int present(String field) {
    MemberName name = MemberName.of(field);
    int member = lastWins ? members.findLast(name) : members.find(name);
    return member >= 0 && first(member) == 'n' ? ABSENT : member;
  }

  private byte first(int member) {
    return buf[members.valueFrom(member)];
  }
}
