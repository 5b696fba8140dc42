package dev.deltawire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonEscape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterOutputStream;

/** The frames that a test's socket has taken; an incomplete last one is left out. */
record ServerFrames(List<Received> all, int incompleteBytes) {

  /** One frame, or fragment of a message. */
  record Received(boolean fin, int opcode, boolean deflated, String payload, ByteBuffer data) {
    boolean isControl() {
      return opcode >= FrameHeader.CLOSE;
    }

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
      int opening = wire.get();
      boolean deflated = (opening & 0x40) != 0;
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
      byte[] plain = deflated ? inflated(payload) : payload;
      frames.add(
          new Received(
              opening < 0,
              opening & 0x0F,
              deflated,
              new String(plain, StandardCharsets.UTF_8),
              ByteBuffer.wrap(plain)));
    }
    return new ServerFrames(frames, wire.remaining());
  }

  /** A message that stands alone (RFC 7692 §7.2.2). */
  private static byte[] inflated(byte[] payload) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    byte[] tail = {0, 0, (byte) 0xFF, (byte) 0xFF};
    Inflater inflater = new Inflater(true);
    try (InflaterOutputStream out = new InflaterOutputStream(plain, inflater)) {
      out.write(payload);
      out.write(tail);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      inflater.end();
    }
    return plain.toByteArray();
  }

  /** The messages, put together again by the rules of RFC 6455 §5.4. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    StringBuilder message = null;
    for (Received frame : all) {
      if (frame.isControl()) {
        assertTrue(frame.fin(), "a control frame is whole");
        continue;
      }
      int expected = message == null ? FrameHeader.TEXT : FrameHeader.CONTINUATION;
      assertEquals(expected, frame.opcode(), "the first fragment has the opcode");
      message = message == null ? new StringBuilder() : message;
      message.append(StandardCharsets.ISO_8859_1.decode(frame.data().duplicate()));
      if (frame.fin()) {
        byte[] utf8 = message.toString().getBytes(StandardCharsets.ISO_8859_1);
        messages.add(new String(utf8, StandardCharsets.UTF_8));
        message = null;
      }
    }
    return messages;
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
