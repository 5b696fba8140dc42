package dev.deltawire.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The reader of objects below a frame's body, one after the other and where they are: the last of
 * several members of one name wins there.
 */
final class InnerObject {
  private final JsonScanner scanner;
  private final PayloadFields fields;
  private int end;

  private InnerObject(JsonScanner scanner) {
    this.scanner = scanner;
    fields = PayloadFields.ofLast(scanner);
  }

  static InnerObject create() {
    return new InnerObject(JsonScanner.create());
  }

  /** One for objects that the scanner has accepted. */
  static InnerObject within(JsonScanner scanner) {
    return new InnerObject(scanner.ofParts());
  }

  /** The fields of the object that begins at {@code from}, valid until the next call. */
  PayloadFields read(byte[] buf, int from, int to) {
    end = scanner.object(buf, from, to);
    if (end == 0) {
      throw new InvalidField("object");
    }
    fields.start(buf);
    return fields;
  }

  /** What {@code reader} makes of the elements of an array, which are objects. */
  <T> List<T> readAll(byte[] buf, int array, int to, Function<PayloadFields, T> reader) {
    int last = lastElementEnd(buf, array, to);
    List<T> objects = new ArrayList<>();
    int i = ArrayElements.next(buf, array + 1);
    while (i < last) {
      objects.add(reader.apply(read(buf, i, last)));
      i = ArrayElements.next(buf, end);
    }
    return objects;
  }

  /** The fields of an array's only element, valid until the next call; null if it has others. */
  PayloadFields readOnly(byte[] buf, int array, int to) {
    int last = lastElementEnd(buf, array, to);
    int from = ArrayElements.next(buf, array + 1);
    if (from >= last || buf[from] != '{' || buf[last - 1] != '}') {
      return null;
    }
    PayloadFields only = read(buf, from, last);
    return end == last ? only : null;
  }

  private static int lastElementEnd(byte[] buf, int array, int to) {
    return JsonScanner.withoutBlanks(buf, array + 1, to - 1);
  }

  /** A span for their strings. */
  TextSpan textSpan() {
    return new TextSpan(scanner.longStrings());
  }

  /** Lets go of the bytes. */
  void forget() {
    scanner.forget();
    fields.forget();
  }
}
