package dev.deltawire.model.messenger;

/** The bounds of the {@code messenger} dialect's fields (M-09 to M-50). */
public final class MessengerLimits {
  /** Most code points of a key (M-10). */
  public static final int KEY_CODE_POINTS = 256;

  /** Most characters of a handle (M-09). */
  public static final int HANDLE_LENGTH = 32;

  /** Most code points of a custom message (M-21). */
  public static final int CUSTOM_MESSAGE_CODE_POINTS = 200;

  /** Most code points of a message's id given by its sender (M-41). */
  public static final int CLIENT_MSG_ID_CODE_POINTS = 128;

  /** Most bytes of content and metadata together, as compact JSON (M-47). */
  public static final int CONTENT_BYTES = 32_768;

  /** Most code points of a group's name (M-50). */
  public static final int GROUP_NAME_CODE_POINTS = 100;

  /** Most members that a group is made with, its creator apart (M-50). */
  public static final int GROUP_MEMBERS = 255;

  /** Who sends system messages; no agent's handle (M-09, M-12). */
  public static final String SYSTEM = "system";

  private MessengerLimits() {}

  /** Whether an agent may be called so: {@code ^[a-z0-9][a-z0-9_-]{0,31}$}, not system (M-09). */
  public static boolean isHandle(CharSequence text) {
    int length = text.length();
    if (length == 0 || length > HANDLE_LENGTH || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && c != '_' && c != '-') {
        return false;
      }
    }
    return !SYSTEM.contentEquals(text);
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
