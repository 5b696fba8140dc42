package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketListener;
import java.nio.ByteBuffer;

/**
 * One connection's inbound half without the socket: bytes in, calls of {@link WebSocketListener}
 * out.
 *
 * <p>A message that lies whole in the buffer is delivered from it, unmasked in place; any other one
 * is copied together as its bytes arrive. A compressed one is inflated when all of it is here, so
 * that nothing but a client's context outlives a message.
 */
public final class MessageReader {

  private static final int MAX_CONTROL_PAYLOAD = 125;

  private final FrameReader frame = new FrameReader();
  private final FrameRules rules;
  private final MessageInflater inflater;
  private final Utf8Validator utf8 = new Utf8Validator();
  private final GatheredBytes assembly;
  private ByteBuffer control;
  private int inflatedBytes;

  /** The message that is being read is binary. */
  private boolean binary;

  /** A reader for one connection without extensions. */
  public MessageReader(FrameRules rules, Holding holding) {
    this(rules, null, holding);
  }

  /**
   * A reader for one connection.
   *
   * @param inflater of what {@code rules} let pass as compressed; null if they don't
   * @param holding counts the memory of an unfinished message
   */
  public MessageReader(FrameRules rules, MessageInflater inflater, Holding holding) {
    this.rules = rules;
    this.inflater = inflater;
    this.assembly = new GatheredBytes(holding);
  }

  /** Lets messages have up to so many bytes from now on. */
  public void allow(int maxMessageBytes) {
    rules.allow(maxMessageBytes);
    if (inflater != null) {
      inflater.allow(maxMessageBytes);
    }
  }

  /** Forgets the unfinished message; nothing is read after this. */
  public void drop() {
    assembly.clear();
  }

  /** Bytes that messages have been inflated to since {@link #beginTurn}. */
  public int inflatedBytes() {
    return inflatedBytes;
  }

  /** Begins to count {@link #inflatedBytes} anew. */
  public void beginTurn() {
    inflatedBytes = 0;
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
      ProtocolViolation breach = rules.check(frame, to.takesBinary());
      if (breach == null && complete) {
        breach = begin();
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

  private ProtocolViolation begin() {
    if (!frame.control() && frame.opcode() != FrameReader.CONTINUATION) {
      binary = frame.opcode() == FrameReader.BINARY;
    }
    return rules.begin(frame);
  }

  private boolean readData(ByteBuffer in, WebSocketListener to) {
    int from = in.position();
    int count = frame.unmask(in);
    boolean frameEnds = frame.payloadRemaining() == 0;
    boolean messageEnds = frameEnds && frame.fin();
    if (!binary && !rules.compressed() && !isText(in, from, from + count, messageEnds)) {
      return violated(ProtocolViolation.INVALID_UTF_8, to); // RFC 6455 §8.1, X-15
    }
    if (frameEnds) {
      frame.nextFrame();
    }
    if (!messageEnds || assembly.length() > 0) {
      if (!assembly.append(in, from, count)) {
        return violated(ProtocolViolation.NO_MEMORY, to);
      }
      in.position(from + count);
    }
    return !messageEnds || deliverMessage(in, from, count, to);
  }

  /** Whether the bytes go on with a text, and with its end if they are its last. */
  private boolean isText(ByteBuffer in, int from, int to, boolean last) {
    boolean text = utf8.accept(in, from, to) && (!last || utf8.complete());
    if (last) {
      utf8.reset();
    }
    return text;
  }

  private boolean deliverMessage(ByteBuffer in, int from, int count, WebSocketListener to) {
    if (assembly.length() > 0) {
      int length = assembly.length();
      byte[] whole = assembly.take();
      try {
        return deliver(ByteBuffer.wrap(whole, 0, length), to);
      } finally {
        assembly.giveBack(whole);
      }
    }
    int limit = in.limit();
    in.limit(from + count).position(from);
    try {
      return deliver(in, to);
    } finally {
      in.limit(limit).position(from + count);
    }
  }

  private boolean deliver(ByteBuffer message, WebSocketListener to) {
    return rules.compressed() ? deliverInflated(message, to) : deliverPlain(message, to);
  }

  private boolean deliverInflated(ByteBuffer payload, WebSocketListener to) {
    ProtocolViolation breach = inflater.inflate(payload);
    if (breach != null) {
      return violated(breach, to);
    }
    ByteBuffer message = inflater.message();
    inflatedBytes += message.limit();
    if (!binary && !isText(message, 0, message.limit(), true)) {
      return violated(ProtocolViolation.INVALID_UTF_8, to); // RFC 7692 §7.2.2, X-15
    }
    return deliverPlain(message, to);
  }

  private boolean deliverPlain(ByteBuffer message, WebSocketListener to) {
    if (binary) {
      to.onBinary(message);
    } else {
      to.onText(message);
    }
    return true;
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

  private boolean violated(ProtocolViolation breach, WebSocketListener to) {
    drop();
    to.onViolation(breach);
    return false;
  }
}
