package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;

/**
 * One connection's inbound half without the socket: bytes in, calls of {@link WebSocketListener}
 * out.
 *
 * <p>A message that lies whole in the buffer is delivered from it, unmasked in place; any other one
 * is copied together as its bytes arrive.
 */
public final class MessageReader {

  private static final int MAX_CONTROL_PAYLOAD = 125;

  private final FrameReader frame = new FrameReader();
  private final FrameRules rules;
  private final Utf8Validator utf8 = new Utf8Validator();
  private final MessageAssembly assembly = new MessageAssembly();
  private ByteBuffer control;

  /** A reader for one connection. */
  public MessageReader(FrameRules rules) {
    this.rules = rules;
  }

  /**
   * Reads one frame, or as much of it as {@code in} holds, and makes at most one call.
   *
   * @param in moved past what was read; its content there is changed
   * @return whether to go on; false after {@code onClose} and {@code onViolation}
   */
  public boolean read(ByteBuffer in, WebSocketListener to) {
    if (!frame.headerComplete()) {
      boolean complete = frame.readHeader(in);
      ProtocolViolation breach = rules.check(frame);
      if (breach == null && complete) {
        breach = rules.begin(frame);
      }
      if (breach != null) {
        return violated(breach, to);
      }
      if (!complete) {
        return true;
      }
    }
    return frame.control() ? readControl(in, to) : readData(in, to);
  }

  private boolean readData(ByteBuffer in, WebSocketListener to) {
    int from = in.position();
    int count = frame.unmask(in);
    boolean frameEnds = frame.payloadRemaining() == 0;
    boolean messageEnds = frameEnds && frame.fin();
    if (!utf8.accept(in, from, from + count) || (messageEnds && !utf8.complete())) {
      return violated(ProtocolViolation.INVALID_UTF_8, to); // RFC 6455 §8.1, X-15
    }
    if (frameEnds) {
      frame.nextFrame();
    }
    if (!messageEnds || !assembly.isEmpty()) {
      assembly.append(in, from, count);
      in.position(from + count);
    }
    if (messageEnds) {
      utf8.reset();
      deliverText(in, from, count, to);
    }
    return true;
  }

  private void deliverText(ByteBuffer in, int from, int count, WebSocketListener to) {
    if (!assembly.isEmpty()) {
      to.onText(assembly.release());
      return;
    }
    int limit = in.limit();
    in.limit(from + count).position(from);
    try {
      to.onText(in);
    } finally {
      in.limit(limit).position(from + count);
    }
  }

  private boolean readControl(ByteBuffer in, WebSocketListener to) {
    int limit = in.limit();
    boolean untouched = frame.payloadRemaining() == frame.payloadLength();
    int end = in.position() + frame.unmask(in);
    in.limit(end);
    try {
      boolean ends = frame.payloadRemaining() == 0;
      if (untouched && ends) {
        return deliverControl(in, to);
      }
      gathered().put(in);
      return !ends || deliverControl(gathered().flip(), to);
    } finally {
      in.limit(limit).position(end);
    }
  }

  private ByteBuffer gathered() {
    if (control == null) {
      control = ByteBuffer.allocate(MAX_CONTROL_PAYLOAD);
    }
    return control;
  }

  private boolean deliverControl(ByteBuffer payload, WebSocketListener to) {
    int opcode = frame.opcode();
    frame.nextFrame();
    switch (opcode) {
      case FrameReader.PING -> to.onPing(payload);
      case FrameReader.PONG -> to.onPong(payload);
      default -> ClosePayload.deliver(payload, to);
    }
    if (control != null) {
      control.clear();
    }
    return opcode != FrameReader.CLOSE;
  }

  private static boolean violated(ProtocolViolation breach, WebSocketListener to) {
    to.onViolation(breach);
    return false;
  }
}
