package dev.deltawire.benchmarks.codec;

import java.io.IOException;

/** One way of writing the delta that carries a text. Kept and used again. */
interface DeltaWriter {

  /**
   * Writes the message with the {@code n}th text to the start of {@link #destination()}.
   *
   * @return its length
   */
  int write(int n) throws IOException;

  /** Where messages are written, valid until the next {@link #write}. */
  byte[] destination();
}
