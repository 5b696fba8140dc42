package dev.deltawire.codec;

/**
 * The reader of what the envelopes of all dialects have in common: one object with a discriminator,
 * which is a string, and a body, which is an object or absent.
 *
 * <p>Every dialect words its own errors: {@link #read} says only whether the frame is malformed, an
 * unknown discriminator is the dialect's to refuse. One thread at a time; what is read is valid
 * until the next {@link #read} or {@link #forget}.
 */
public final class Envelope {
  private final JsonScanner scanner;
  private final PayloadFields members;
  private final PayloadFields payload;
  private final TextSpan type = new TextSpan();
  private int kindMember;
  private int bodyMember;

  private Envelope(JsonScanner scanner) {
    this.scanner = scanner;
    members = new PayloadFields(scanner.envelope());
    payload = new PayloadFields(scanner.body());
  }

  /** That of {@code {"type":string,"payload":object}}. */
  public static Envelope ofTypeAndPayload() {
    return of("type", "payload");
  }

  /** That of {@code {"type":string,"payload":object}}, with objects below that are read. */
  static Envelope withInnerObjects() {
    return new Envelope(JsonScanner.withParts("type", "payload"));
  }

  /** That of other names. */
  public static Envelope of(String discriminator, String body) {
    return new Envelope(JsonScanner.ofFrames(discriminator, body));
  }

  /** Whether the message {@code buf[from,to)} keeps; never throws. */
  public boolean read(byte[] buf, int from, int to) {
    if (!scanner.scan(buf, from, to) || !scanner.isObject()) {
      return false;
    }
    members.start(buf);
    payload.start(buf);
    JsonMembers all = scanner.envelope();
    kindMember = scanner.discriminatorMember();
    bodyMember = scanner.bodyMember();
    return kindMember >= 0
        && buf[all.valueFrom(kindMember)] == '"'
        && isObjectOrAbsent(buf)
        && all.isUnique()
        && scanner.body().isUnique();
  }

  /**
   * Lets go of the message, and of what it has made large: a connection that says nothing more
   * holds nothing of what it said.
   */
  void forget() {
    scanner.forget();
    members.forget();
    payload.forget();
    type.forget();
  }

  /** Forgets a body that is null. */
  private boolean isObjectOrAbsent(byte[] buf) {
    if (bodyMember < 0) {
      return true;
    }
    byte first = buf[scanner.envelope().valueFrom(bodyMember)];
    if (first == 'n') {
      bodyMember = -1;
    }
    return first == '{' || first == 'n';
  }

  /** The discriminator, possibly empty; this very span until the next {@link #read}. */
  public TextSpan type() {
    JsonMembers all = scanner.envelope();
    return all.moveTo(kindMember, type);
  }

  /** The index of the body's first byte, or -1 if it is absent or null. */
  public int bodyFrom() {
    return bodyMember < 0 ? -1 : scanner.envelope().valueFrom(bodyMember);
  }

  /** The index after the body's last byte, or -1 if it is absent or null. */
  public int bodyTo() {
    return bodyMember < 0 ? -1 : scanner.envelope().valueTo(bodyMember);
  }

  /**
   * A reader of objects below the body, if this is one {@linkplain #withInnerObjects with such}.
   */
  InnerObject innerObject() {
    return InnerObject.within(scanner);
  }

  /** The members of the envelope itself. */
  PayloadFields members() {
    return members;
  }

  /** The members of the body; none if it is absent or null. */
  PayloadFields payload() {
    return payload;
  }
}
