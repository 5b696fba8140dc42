package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.internal.Secrets;

/** Fresh ids (M-09). Thread: any. */
final class MessengerIds {

  /** 16 characters of base64url. */
  private static final int BYTES = 12;

  private MessengerIds() {}

  static String message() {
    return "msg_" + Secrets.random(BYTES);
  }

  static String conversation() {
    return "conv_" + Secrets.random(BYTES);
  }

  static String group() {
    return "grp_" + Secrets.random(BYTES);
  }
}
