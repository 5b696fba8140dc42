package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.codec.Envelope;

/** Ours: the envelope, validated, as spans. */
final class DeltawireRouter implements Router {

  private final Envelope envelope;
  private byte[] frame;

  DeltawireRouter(ClientFrame frame) {
    envelope = Envelope.of(frame.kindName, frame.bodyName);
  }

  @Override
  public Object route(byte[] frame) {
    this.frame = frame;
    if (!envelope.read(frame, 0, frame.length)) {
      throw new IllegalArgumentException("malformed");
    }
    return envelope.type();
  }

  @Override
  public String kind() {
    return envelope.type().toString();
  }

  @Override
  public String body() {
    int from = envelope.bodyFrom();
    return new String(frame, from, envelope.bodyTo() - from, UTF_8);
  }
}
