package dev.deltawire.benchmarks.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A router that finds the body's place in the frame. */
abstract class SpanRouter implements Router {

  protected byte[] frame;
  protected String kind;
  protected int bodyFrom;
  protected int bodyTo;

  @Override
  public final String kind() {
    return kind;
  }

  @Override
  public final String body() {
    return new String(frame, bodyFrom, bodyTo - bodyFrom, UTF_8);
  }
}
