package dev.deltawire.benchmarks.codec;

import java.io.IOException;

/** One way of writing the {@code chat.delta} that carries a token. Kept and used again. */
interface DeltaWriter {

  /**
   * Writes the message to the start of {@link #destination()}.
   *
   * @return its length
   */
  int write(int token) throws IOException;

  /** Where messages are written; always the same array. */
  byte[] destination();
}
