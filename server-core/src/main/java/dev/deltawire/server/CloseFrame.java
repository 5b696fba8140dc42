package dev.deltawire.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A close frame's bytes (RFC 6455 §5.5.1). */
final class CloseFrame {

  static final int NORMAL = 1000;
  static final int GOING_AWAY = 1001;
  static final int NO_STATUS = 1005;
  static final int POLICY = 1008;
  static final int INTERNAL_ERROR = 1011;
  static final int TRY_AGAIN_LATER = 1013;

  private static final int MAX_REASON_BYTES = 123;

  private CloseFrame() {}

  static ByteBuffer of(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = text.length;
    if (length > MAX_REASON_BYTES) {
      length = Utf8Tail.completeLength(text, 0, MAX_REASON_BYTES);
    }
    ByteBuffer payload = ByteBuffer.allocate(Short.BYTES + length).putShort((short) code);
    payload.put(text, 0, length);
    byte[] bytes = payload.array();
    return ByteBuffer.wrap(FrameHeader.frame(FrameHeader.CLOSE, bytes, 0, bytes.length));
  }
}
