package dev.deltawire.model.chat;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** Why a call failed (C-53 to C-58). */
public enum ChatErrorCode implements WireName {
  INVALID_ARGUMENT(400),
  UNAUTHENTICATED(401),
  PERMISSION_DENIED(403),
  NOT_FOUND(404),
  ALREADY_EXISTS(409),
  INTERNAL(500);

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final int status;

  ChatErrorCode(int status) {
    this.status = status;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /** The status over HTTP. */
  public int status() {
    return status;
  }
}
