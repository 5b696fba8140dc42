package dev.deltawire.model.messenger;

import dev.deltawire.model.internal.Require;

/**
 * What an agent says of itself beside its status (M-15, M-21).
 *
 * @param text null for nothing
 */
public record CustomMessage(String text) {
  /** Nothing is said. */
  public static final CustomMessage NONE = new CustomMessage(null);

  public CustomMessage {
    if (text != null) {
      Require.codePoints("custom_message", text, 0, MessengerLimits.CUSTOM_MESSAGE_CODE_POINTS);
    }
  }
}
