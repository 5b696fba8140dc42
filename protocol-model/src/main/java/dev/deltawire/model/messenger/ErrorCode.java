package dev.deltawire.model.messenger;

import dev.deltawire.model.WireName;

/** What is wrong with a frame or a request (M-19, M-49). */
public enum ErrorCode implements WireName {
  VALIDATION_ERROR,
  UNSUPPORTED_ACTION,
  UNAUTHORIZED,
  SUSPENDED,
  FORBIDDEN,
  AGENT_NOT_FOUND,
  CONVERSATION_NOT_FOUND,
  MESSAGE_NOT_FOUND,
  GROUP_DELETED,
  ALREADY_EXISTS,
  CONTENT_TOO_LARGE,
  RECIPIENT_BACKLOGGED,
  RATE_LIMITED,
  INTERNAL_ERROR;

  @Override
  public String wireName() {
    return name();
  }
}
