package dev.deltawire.codec;

/** Which members a familiar frame has, and where they are, seen from their values. */
final class FrameShape {
  final int discriminatorMember;

  /** -1 if there is none. */
  final int bodyMember;

  final long[] envelopeNames;
  final long[] bodyNames;

  /** The bits of their names. */
  final long envelopeSeen;

  final long bodySeen;
  private final int opening;
  private final int closing;

  /** That of the frame that has these, and a body that is an object if there is one. */
  FrameShape(JsonMembers envelope, JsonMembers body, int discriminatorMember, int bodyMember) {
    this.discriminatorMember = discriminatorMember;
    this.bodyMember = bodyMember;
    envelopeNames = envelope.names();
    bodyNames = body.names();
    envelopeSeen = envelope.seen();
    bodySeen = body.seen();
    int from = bodyMember < 0 ? 0 : envelope.valueFrom(bodyMember);
    opening = bodyMember < 0 ? 0 : from - beforeOpening(envelope, body);
    closing = bodyMember < 0 ? 0 : envelope.valueTo(bodyMember) - beforeClosing(body, from);
  }

  /** Notes what has been accepted: where the values are is noted, but for the body itself. */
  void accept(byte[] text, JsonMembers envelope, JsonMembers body) {
    body.accept(text, bodyNames, bodySeen);
    if (bodyMember >= 0) {
      int from = beforeOpening(envelope, body) + opening;
      envelope.put(bodyMember, from, beforeClosing(body, from) + closing);
    }
    envelope.accept(text, envelopeNames, envelopeSeen);
  }

  /** A place that is always as far from the body's beginning. */
  private int beforeOpening(JsonMembers envelope, JsonMembers body) {
    return body.count() == 0 ? envelope.valueTo(bodyMember - 1) : body.valueFrom(0);
  }

  private static int beforeClosing(JsonMembers body, int bodyFrom) {
    return body.count() == 0 ? bodyFrom : body.valueTo(body.count() - 1);
  }
}
