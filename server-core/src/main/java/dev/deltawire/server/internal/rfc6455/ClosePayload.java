package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The payload of a client's close frame (RFC 6455 §5.5.1 and §7.4, X-41). */
final class ClosePayload {

  private static final int NO_CODE = 1005;

  private static final ProtocolViolation HALF_A_CODE =
      ProtocolViolation.framing("close payload of one byte");
  private static final ProtocolViolation BAD_CODE = ProtocolViolation.framing("invalid close code");

  private ClosePayload() {}

  /** Reads the payload between position and limit and tells the listener. */
  static void deliver(ByteBuffer payload, WebSocketListener to) {
    if (!payload.hasRemaining()) {
      to.onClose(NO_CODE, "");
      return;
    }
    if (payload.remaining() < Short.BYTES) {
      to.onViolation(HALF_A_CODE);
      return;
    }
    int code = payload.getShort() & 0xFFFF;
    if (!allowedOnTheWire(code)) {
      to.onViolation(BAD_CODE);
    } else if (!isUtf8(payload)) {
      to.onViolation(ProtocolViolation.INVALID_UTF_8);
    } else {
      to.onClose(code, StandardCharsets.UTF_8.decode(payload).toString());
    }
  }

  /** RFC 6455 §7.4 and the registry of close codes: 1004 to 1006 and 1015 never travel. */
  static boolean allowedOnTheWire(int code) {
    boolean standard = code >= 1000 && code <= 1014 && !(code >= 1004 && code <= 1006);
    boolean registeredOrPrivate = code >= 3000 && code <= 4999;
    return standard || registeredOrPrivate;
  }

  private static boolean isUtf8(ByteBuffer reason) {
    Utf8Validator validator = new Utf8Validator();
    return validator.accept(reason, reason.position(), reason.limit()) && validator.complete();
  }
}
