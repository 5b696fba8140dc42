package dev.deltawire.model.integration;

import java.util.regex.Pattern;

/** The bounds and forms of the {@code integration} dialect's fields (I-07 to I-14, I-46). */
public final class IntegrationLimits {
  /** Most characters of a {@code clientId} (I-07). */
  public static final int CLIENT_ID_LENGTH = 128;

  /** Most code points of a {@code displayName} (I-07, I-09). */
  public static final int DISPLAY_NAME_CODE_POINTS = 128;

  /** Most code points of a {@code version} (I-07). */
  public static final int VERSION_CODE_POINTS = 64;

  /** Most entries of {@code requestedScopes}, repeats included (I-09). */
  public static final int REQUESTED_SCOPES = 16;

  /** Most bytes of an event's {@code data} (I-46). */
  public static final int EVENT_DATA_BYTES = 16_384;

  private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9]++(?:[._-][A-Za-z0-9]++)*+");
  private static final Pattern REQUEST_ID = Pattern.compile("req_[0-9A-HJKMNP-TV-Z]{8}");
  private static final Pattern EVENT_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

  private IntegrationLimits() {}

  /** Whether {@code text} is a slug or a reverse-DNS name of at most 128 characters (I-07). */
  public static boolean isClientId(String text) {
    return text.length() <= CLIENT_ID_LENGTH && CLIENT_ID.matcher(text).matches();
  }

  /** Whether {@code text} is {@code req_} and 8 characters of Crockford's base 32 (I-10). */
  public static boolean isRequestId(String text) {
    return REQUEST_ID.matcher(text).matches();
  }

  /** Whether {@code text} is a letter and at most 63 more letters or digits (I-46). */
  public static boolean isEventName(String text) {
    return EVENT_NAME.matcher(text).matches();
  }
}
