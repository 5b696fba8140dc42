package dev.deltawire.benchmarks.codec;

import java.io.IOException;

/** One way of finding a frame's kind and its body. Kept and used again. */
interface Router {

  /**
   * Looks at a whole frame.
   *
   * @return what a dispatcher would go on with; not null
   */
  Object route(byte[] frame) throws IOException;

  /** The kind of the frame routed last. */
  String kind();

  /** The text of the body of the frame routed last. */
  String body();
}
