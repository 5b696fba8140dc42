package dev.deltawire.benchmarks.codec;

import java.util.function.Function;

/**
 * Who routes frames: all that can tell where the body is, so that whoever handles it can read it.
 */
public enum RouteSubject {
  /** The frame, copied: the floor. */
  FLOOR(frame -> new CopyRouter()),
  /** Ours, whose strict validation is included. */
  DELTAWIRE(DeltawireRouter::new),
  /** jsoniter's iterator, which skips the body without a look inside. */
  JSONITER(JsoniterRouter::new),
  /** Jackson's streaming parser. */
  JACKSON(JacksonRouter::new),
  /** dsl-json's reader. */
  DSLJSON(DslJsonRouter::new),
  /** fastjson2's reader, which skips the body without a look inside. */
  FASTJSON2(Fastjson2Router::new);

  @SuppressWarnings("ImmutableEnumChecker") // it keeps nothing
  private final Function<ClientFrame, Router> opening;

  RouteSubject(Function<ClientFrame, Router> opening) {
    this.opening = opening;
  }

  /** Makes a router that the calling thread may use. */
  Router open(ClientFrame frame) {
    return opening.apply(frame);
  }
}
