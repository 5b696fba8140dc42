package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.TokenCorpus;
import java.io.IOException;

/** One way of writing the {@code chat.delta} that carries a token. Kept and used again. */
interface DeltaWriter {

  /** Room for the longest message, however it is escaped. */
  int MAX_BYTES = 512;

  TokenCorpus TOKENS = TokenCorpus.standard();

  /**
   * Writes the message to the start of {@link #destination()}.
   *
   * @return its length
   */
  int write(int token) throws IOException;

  /** Where messages are written; always the same array. */
  byte[] destination();
}
