package dev.deltawire.server;

import dev.deltawire.codec.JsonEscape;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The frames that a test's socket has taken; an incomplete last one is left out. */
record ServerFrames(List<Received> all, int incompleteBytes) {

  /** One frame. */
  record Received(int opcode, String payload, ByteBuffer data) {
    boolean isDelta() {
      return payload.startsWith(TestFormat.PREFIX);
    }

    /** The text of a delta, unescaped. */
    String text() {
      String escaped =
          payload.substring(
              TestFormat.PREFIX.length(), payload.length() - TestFormat.SUFFIX.length());
      byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
      return new String(JsonEscape.unescape(bytes, 0, bytes.length), StandardCharsets.UTF_8);
    }
  }

  static ServerFrames of(byte[] bytes) {
    List<Received> frames = new ArrayList<>();
    ByteBuffer wire = ByteBuffer.wrap(bytes);
    while (wire.remaining() >= 2) {
      int start = wire.position();
      int opcode = wire.get() & 0x0F;
      long length = wire.get();
      if (length == 126) {
        length = wire.remaining() < 2 ? Long.MAX_VALUE : wire.getShort() & 0xFFFF;
      } else if (length == 127) {
        length = wire.remaining() < 8 ? Long.MAX_VALUE : wire.getLong();
      }
      if (wire.remaining() < length) {
        return new ServerFrames(frames, bytes.length - start);
      }
      byte[] payload = new byte[(int) length];
      wire.get(payload);
      frames.add(
          new Received(
              opcode, new String(payload, StandardCharsets.UTF_8), ByteBuffer.wrap(payload)));
    }
    return new ServerFrames(frames, wire.remaining());
  }

  List<String> payloads() {
    return all.stream().map(Received::payload).toList();
  }

  List<String> deltas() {
    return all.stream().filter(Received::isDelta).map(Received::text).toList();
  }

  String text() {
    return String.join("", deltas());
  }
}
