package dev.deltawire.codec;

/**
 * The reader of what the envelopes of all dialects have in common: one object with a discriminator,
 * which is a string, and a body, which is an object or absent.
 *
 * <p>Every dialect words its own errors: {@link #read} says only whether the frame is malformed, an
 * unknown discriminator is the dialect's to refuse. One thread at a time; nothing is kept of the
 * bytes, and what is read is valid until the next {@link #read}.
 */
final class Envelope {
  private final String discriminator;
  private final String body;
  private final JsonScanner scanner;
  private final PayloadFields members;
  private final PayloadFields payload;
  private final TextSpan type = new TextSpan();

  private Envelope(String discriminator, String body) {
    this.discriminator = discriminator;
    this.body = body;
    scanner = JsonScanner.withBody(body);
    members = new PayloadFields(scanner.envelope());
    payload = new PayloadFields(scanner.body());
  }

  /** That of {@code {"type":string,"payload":object}}. */
  static Envelope ofTypeAndPayload() {
    return new Envelope("type", "payload");
  }

  /** That of other names. */
  static Envelope of(String discriminator, String body) {
    return new Envelope(discriminator, body);
  }

  /** Whether the message {@code buf[from,to)} keeps; never throws. */
  boolean read(byte[] buf, int from, int to) {
    if (!scanner.scan(buf, from, to)) {
      return false;
    }
    members.start(buf);
    payload.start(buf);
    return scanner.isObject()
        && scanner.envelope().isUnique()
        && scanner.body().isUnique()
        && members.isString(discriminator)
        && (members.isAbsent(body) || members.isObject(body));
  }

  /** The discriminator, possibly empty; this very span until the next {@link #read}. */
  TextSpan type() {
    return members.moveTo(discriminator, type);
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
