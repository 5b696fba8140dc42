package dev.deltawire.model.home;

/** The bounds of the {@code home} dialect's fields (H-07 to H-26). */
public final class HomeLimits {
  /** Most code points of an envelope's {@code id} and {@code type} (H-07). */
  public static final int ENVELOPE_CODE_POINTS = 128;

  /** Most UTF-8 bytes of a chat message (H-11). */
  public static final int CONTENT_BYTES = 65_536;

  /** Most code points of a notification's title (H-17). */
  public static final int TITLE_CODE_POINTS = 256;

  /** Most code points of a notification's body (H-17). */
  public static final int BODY_CODE_POINTS = 4096;

  /** Most code points of a notification's category (H-17). */
  public static final int CATEGORY_CODE_POINTS = 64;

  /** Most bytes of a notification's data (H-17). */
  public static final int NOTIFICATION_DATA_BYTES = 16_384;

  /** Most code points of a media id (H-21). */
  public static final int MEDIA_ID_CODE_POINTS = 128;

  /** Most code points of a media URL (H-21). */
  public static final int MEDIA_URL_CODE_POINTS = 2048;

  /** Most code points of a media title (H-21). */
  public static final int MEDIA_TITLE_CODE_POINTS = 512;

  /** Most slugs of one subscription (H-22). */
  public static final int SLUGS = 64;

  /** Most characters of a slug (H-22). */
  public static final int SLUG_LENGTH = 64;

  /** Most bytes of a widget's data (H-23). */
  public static final int WIDGET_DATA_BYTES = 65_536;

  private HomeLimits() {}

  /** Whether {@code text} is {@code ^[a-z0-9]+(-[a-z0-9]+)*$} of at most 64 characters (H-22). */
  public static boolean isSlug(CharSequence text) {
    int length = text.length();
    if (length == 0 || length > SLUG_LENGTH) {
      return false;
    }
    boolean dashAllowed = false;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean dash = c == '-';
      if (dash ? !dashAllowed : !isSlugCharacter(c)) {
        return false;
      }
      dashAllowed = !dash;
    }
    return dashAllowed;
  }

  private static boolean isSlugCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
