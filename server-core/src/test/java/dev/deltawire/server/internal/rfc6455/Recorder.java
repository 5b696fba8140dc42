package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down every call as one line. */
class Recorder implements WebSocketListener {

  final List<String> calls = new ArrayList<>();

  @Override
  public void onText(ByteBuffer utf8) {
    calls.add("text " + string(utf8));
  }

  @Override
  public void onPing(ByteBuffer payload) {
    calls.add("ping " + string(payload));
  }

  @Override
  public void onPong(ByteBuffer payload) {
    calls.add("pong " + string(payload));
  }

  @Override
  public void onClose(int code, String reason) {
    calls.add("close " + code + " " + reason);
  }

  @Override
  public void onViolation(ProtocolViolation violation) {
    calls.add("violation " + violation.closeCode() + " " + violation.reason());
  }

  @Override
  public boolean fill(FrameSink sink) {
    throw new AssertionError("a reader never fills");
  }

  @Override
  public void onDisconnected() {
    throw new AssertionError("a reader knows no socket");
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String string(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }
}
