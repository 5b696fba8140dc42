package dev.deltawire.benchmarks;

import java.util.UUID;

/** The message that all benchmarks send: the {@code chat.delta} (H-13) of one conversation. */
public final class HomeDelta {

  /** Whose deltas they are. */
  public static final UUID CONVERSATION = UUID.fromString("5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10");

  /** The message before the quote that opens the content. */
  public static final String BEFORE_CONTENT =
      "{\"type\":\"chat.delta\",\"payload\":{\"conversationId\":\""
          + CONVERSATION
          + "\",\"content\":";

  /** The message after the quote that closes the content. */
  public static final String AFTER_CONTENT = ",\"role\":\"assistant\"}}";

  private HomeDelta() {}

  /** The message with this text; written without our codec, which is measured against it. */
  public static String message(String text) {
    return BEFORE_CONTENT + '"' + escaped(text) + '"' + AFTER_CONTENT;
  }

  /** A token of the {@link TokenCorpus}, escaped. */
  public static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\t", "\\t");
  }
}
