package dev.deltawire.server.spi;

/**
 * A peer's breach of the wire protocol, with the close that answers it.
 *
 * @param closeCode a close code of X-70
 * @param reason the close frame's reason, at most 123 UTF-8 bytes
 */
public record ProtocolViolation(int closeCode, String reason) {

  /** */
  public static final ProtocolViolation BINARY_MESSAGE =
      new ProtocolViolation(1003, "text frames only");

  /** */
  public static final ProtocolViolation MESSAGE_TOO_LARGE =
      new ProtocolViolation(1009, "message too large");

  /** X-15; also a close reason that is not UTF-8. */
  public static final ProtocolViolation INVALID_UTF_8 =
      new ProtocolViolation(1007, "invalid UTF-8");

  /** the server holds as much for its peers as it can. */
  public static final ProtocolViolation NO_MEMORY = new ProtocolViolation(1013, "overload");

  /** X-16 and every other breach of RFC 6455 §5, with its own words. */
  public static ProtocolViolation framing(String reason) {
    return new ProtocolViolation(1002, reason);
  }
}
