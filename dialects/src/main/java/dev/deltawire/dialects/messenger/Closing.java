package dev.deltawire.dialects.messenger;

/** Close codes and reasons of this dialect (M-02, M-04, M-13, M-54, M-55, M-58, X-10). */
final class Closing {

  static final int POLICY_VIOLATION = 1008;
  static final int INTERNAL_ERROR = 1011;
  static final int TRY_AGAIN_LATER = 1013;

  static final String INVALID_TOKEN = "Invalid token";
  static final String SUSPENDED = "Account suspended";
  static final String ROTATED = "API key rotated";
  static final String DELETED = "Account deleted";
  static final String NO_HELLO = "HELLO frame required";
  static final String HELLO_FIRST = "HELLO frame required first";
  static final String TOO_MANY = "too many connections";
  static final String OVERLOAD = "overload";

  private Closing() {}
}
