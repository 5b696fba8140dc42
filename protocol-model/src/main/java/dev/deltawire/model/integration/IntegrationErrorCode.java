package dev.deltawire.model.integration;

import dev.deltawire.model.WireName;
import java.util.Locale;

/** The codes of {@code error} frames, in the order in which the first that fits decides (2.4). */
public enum IntegrationErrorCode implements WireName {
  /** I-29. */
  INVALID_MESSAGE,
  /** I-30. */
  UNKNOWN_TYPE,
  /** I-31. */
  MISSING_HELLO,
  /** I-32. */
  INVALID_CLIENT_TYPE,
  /** I-33. */
  INVALID_CLIENT_ID,
  /** I-34. */
  INVALID_SCOPE,
  /** I-35. */
  NOT_READY,
  /** I-36. */
  UI_UNAVAILABLE,
  /** I-37. */
  REQUEST_PENDING,
  /** I-38. */
  RATE_LIMITED;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  @Override
  public String wireName() {
    return wireName;
  }

  /** Whether such an error counts against the connection's budget. */
  public boolean isProtocolError() {
    return switch (this) {
      case INVALID_MESSAGE, UNKNOWN_TYPE, INVALID_CLIENT_TYPE, INVALID_CLIENT_ID -> true;
      default -> false;
    };
  }
}
