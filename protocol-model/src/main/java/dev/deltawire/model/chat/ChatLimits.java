package dev.deltawire.model.chat;

import java.util.regex.Pattern;

/** The bounds of the {@code chat} dialect's fields (C-06 to C-15, 5.4). */
public final class ChatLimits {
  /** Most code points of a method's name (C-06). */
  public static final int METHOD_CODE_POINTS = 64;

  /** Most code points of a display name (C-10). */
  public static final int DISPLAY_NAME_CODE_POINTS = 128;

  /** Most code points of an agent's provider (C-63). */
  public static final int PROVIDER_CODE_POINTS = 64;

  /** Most code points of a group's title (C-11). */
  public static final int TITLE_CODE_POINTS = 128;

  /** Most UTF-8 bytes of what a caller sends (C-12). */
  public static final int CONTENT_BYTES = 65_536;

  /** Most code points of a {@code client_msg_id} (C-12). */
  public static final int CLIENT_MSG_ID_CODE_POINTS = 128;

  /** Most attachments of a message (C-12). */
  public static final int ATTACHMENTS = 10;

  /** Most code points of an attachment's string (C-14). */
  public static final int ATTACHMENT_CODE_POINTS = 2048;

  /** Most other participants that a conversation is created with (C-31). */
  public static final int OTHERS = 255;

  /** Most messages of one page of history (C-34). */
  public static final int HISTORY = 200;

  /** Messages of a page of history when none were asked for (C-34). */
  public static final int HISTORY_UNLESS_ASKED = 50;

  /** Most ids of one deletion (C-35). */
  public static final int IDS = 100;

  /** Most emojis that one account puts to a message (C-37, C-60). */
  public static final int REACTIONS = 20;

  /** Most UTF-8 bytes of an emoji (C-37). */
  public static final int EMOJI_BYTES = 64;

  private static final Pattern USERNAME =
      Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}(:[a-z0-9][a-z0-9_.-]{0,63})?");

  private ChatLimits() {}

  /** Whether {@code text} may be a username (C-10). */
  public static boolean isUsername(CharSequence text) {
    return USERNAME.matcher(text).matches();
  }
}
