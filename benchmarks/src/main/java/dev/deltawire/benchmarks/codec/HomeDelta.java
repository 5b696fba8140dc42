package dev.deltawire.benchmarks.codec;

import dev.deltawire.benchmarks.TokenCorpus;
import java.util.UUID;

/** What all subjects write: the {@code chat.delta} (H-13) of one conversation. */
final class HomeDelta {

  static final UUID CONVERSATION = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10");

  /** The message before the quote that opens the content. */
  static final String BEFORE_CONTENT =
      "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\""
          + CONVERSATION
          + "\",\"content\":";

  /** The message after the quote that closes the content. */
  static final String AFTER_CONTENT = ",\"role\":\"assistant\"}}";

  /** Room for the longest message, however it is escaped. */
  static final int MAX_BYTES = 512;

  static final TokenCorpus TOKENS = TokenCorpus.standard();

  private HomeDelta() {}
}
