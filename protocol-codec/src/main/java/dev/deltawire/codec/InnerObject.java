package dev.deltawire.codec;

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

  /** The index after the object that was read last. */
  int end() {
    return end;
  }

  /** Lets go of the bytes. */
  void forget() {
    scanner.forget();
    fields.forget();
  }
}
