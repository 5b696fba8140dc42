package dev.deltawire.server.internal.rfc6455;

import dev.deltawire.server.spi.ProtocolViolation;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What a client may send (RFC 6455 §5, X-13, X-14, X-16), frame by frame, decided at the first byte
 * that tells.
 *
 * <p>It also bounds what costs a server more than its sender: fragments without content and control
 * frames.
 */
public final class FrameRules {

  /** Control frames that a client may send within one {@link #CONTROL_WINDOW_NANOS}. */
  static final int MAX_CONTROL_FRAMES = 256;

  static final long CONTROL_WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Fragments that a message may have whatever its length. */
  static final int FREE_FRAGMENTS = 1024;

  /** A longer message may have one more fragment for this many bytes. */
  static final int BYTES_PER_FRAGMENT = 32;

  /** RSV1: a compressed message (RFC 7692 §6). */
  private static final int COMPRESSED = 0x40;

  /**
   * What deflate may add to what can't be compressed, and more: a 2^-2 of it, and its own words.
   */
  private static final int DEFLATE_SHIFT = 2;

  private static final int DEFLATE_WORDS = 64;

  private static final int MAX_CONTROL_PAYLOAD = 125;
  private static final int LENGTH_16_BITS = 126;
  private static final int LENGTH_64_BITS = 127;
  private static final int MAX_LENGTH_16_BITS = 0xFFFF;

  private static final ProtocolViolation RESERVED_BIT = framing("reserved bit set");
  private static final ProtocolViolation RESERVED_OPCODE = framing("reserved opcode");
  private static final ProtocolViolation FRAGMENTED_CONTROL = framing("fragmented control frame");
  private static final ProtocolViolation NOTHING_TO_CONTINUE = framing("nothing to continue");
  private static final ProtocolViolation NOT_CONTINUED = framing("message not continued");
  private static final ProtocolViolation UNMASKED = framing("unmasked frame");
  private static final ProtocolViolation LONG_CONTROL = framing("control frame too long");
  private static final ProtocolViolation BAD_LENGTH = framing("length not minimal or negative");
  private static final ProtocolViolation TOO_MANY_CONTROLS =
      new ProtocolViolation(1008, "too many control frames");
  private static final ProtocolViolation TOO_MANY_FRAGMENTS =
      new ProtocolViolation(1008, "too many fragments");

  private int maxMessageBytes;
  private final boolean compression;
  private final LongSupplier nanoClock;

  private boolean continuing;
  private boolean compressed;
  private long messageBytes;
  private int fragments;
  private int controlFrames;
  private long controlWindowStart;

  /** Rules for one connection without extensions. */
  public FrameRules(int maxMessageBytes, LongSupplier nanoClock) {
    this(maxMessageBytes, false, nanoClock);
  }

  /**
   * Rules for one connection.
   *
   * @param maxMessageBytes limit of a reassembled message
   * @param compression whether permessage-deflate is negotiated
   * @param nanoClock read once per control frame
   */
  public FrameRules(int maxMessageBytes, boolean compression, LongSupplier nanoClock) {
    this.maxMessageBytes = maxMessageBytes;
    this.compression = compression;
    this.nanoClock = nanoClock;
    this.controlWindowStart = nanoClock.getAsLong();
  }

  /** Sets another limit, for all that is not read yet. */
  void allow(int limit) {
    maxMessageBytes = limit;
  }

  /**
   * Judges as much of the header as has been read; after a complete header call {@link #begin} too.
   *
   * @param binary whether binary messages are welcome
   * @return the breach, or null
   */
  ProtocolViolation check(FrameReader frame, boolean binary) {
    ProtocolViolation breach = frame.openingKnown() ? checkOpening(frame, binary) : null;
    if (breach == null && frame.maskKnown()) {
      breach = checkMask(frame);
    }
    if (breach == null && frame.lengthKnown()) {
      breach = checkLength(frame);
    }
    return breach;
  }

  /**
   * Counts a frame whose complete header {@link #check} has passed.
   *
   * @return the breach, or null
   */
  ProtocolViolation begin(FrameReader frame) {
    return frame.control() ? countControl() : countFragment(frame);
  }

  private ProtocolViolation checkOpening(FrameReader frame, boolean binary) {
    if (frame.reserved() != 0 && !beginsCompressed(frame)) {
      return RESERVED_BIT; // RFC 6455 §5.2: no extension gives it a meaning
    }
    return switch (frame.opcode()) {
      case FrameReader.CONTINUATION -> continuing ? null : NOTHING_TO_CONTINUE; // §5.4
      case FrameReader.TEXT -> continuing ? NOT_CONTINUED : null; // §5.4
      case FrameReader.BINARY -> checkBinary(binary);
      case FrameReader.CLOSE, FrameReader.PING, FrameReader.PONG ->
          frame.fin() ? null : FRAGMENTED_CONTROL; // §5.5
      default -> RESERVED_OPCODE; // §5.2
    };
  }

  /** RFC 7692 §6.1: RSV1 is of a message's first frame, and of no control frame. */
  private boolean beginsCompressed(FrameReader frame) {
    boolean first = !frame.control() && frame.opcode() != FrameReader.CONTINUATION;
    return compression && first && frame.reserved() == COMPRESSED;
  }

  /** Whether the message that has begun is compressed. */
  boolean compressed() {
    return compressed;
  }

  private ProtocolViolation checkBinary(boolean welcome) {
    if (continuing) {
      return NOT_CONTINUED; // §5.4
    }
    return welcome ? null : ProtocolViolation.BINARY_MESSAGE;
  }

  private static ProtocolViolation checkMask(FrameReader frame) {
    if (!frame.masked()) {
      return UNMASKED; // RFC 6455 §5.1
    }
    boolean tooLong = frame.control() && frame.shortLength() > MAX_CONTROL_PAYLOAD;
    return tooLong ? LONG_CONTROL : null; // §5.5
  }

  private ProtocolViolation checkLength(FrameReader frame) {
    if (!hasProperLength(frame)) {
      return BAD_LENGTH;
    }
    long room = maxPayloadBytes(frame) - messageBytes;
    boolean tooLarge = !frame.control() && frame.payloadLength() > room;
    return tooLarge ? ProtocolViolation.MESSAGE_TOO_LARGE : null;
  }

  /** RFC 6455 §5.2: in its shortest form, and without a sign bit. */
  private static boolean hasProperLength(FrameReader frame) {
    long length = frame.payloadLength();
    return switch (frame.shortLength()) {
      case LENGTH_16_BITS -> length >= LENGTH_16_BITS;
      case LENGTH_64_BITS -> length > MAX_LENGTH_16_BITS;
      default -> true;
    };
  }

  /** The limit of a message as it comes; what a compressed one becomes has its own bound. */
  private long maxPayloadBytes(FrameReader frame) {
    boolean deflated = continuing ? compressed : frame.reserved() != 0;
    long overhead = DEFLATE_WORDS + ((long) maxMessageBytes >> DEFLATE_SHIFT);
    return maxMessageBytes + (deflated ? overhead : 0L);
  }

  private ProtocolViolation countControl() {
    long now = nanoClock.getAsLong();
    if (now - controlWindowStart >= CONTROL_WINDOW_NANOS) {
      controlWindowStart = now;
      controlFrames = 0;
    }
    return ++controlFrames > MAX_CONTROL_FRAMES ? TOO_MANY_CONTROLS : null;
  }

  private ProtocolViolation countFragment(FrameReader frame) {
    if (!continuing) {
      compressed = frame.reserved() != 0;
    }
    messageBytes += frame.payloadLength();
    fragments++;
    if (fragments > FREE_FRAGMENTS + messageBytes / BYTES_PER_FRAGMENT) {
      return TOO_MANY_FRAGMENTS;
    }
    continuing = !frame.fin();
    if (frame.fin()) {
      messageBytes = 0;
      fragments = 0;
    }
    return null;
  }

  private static ProtocolViolation framing(String reason) {
    return ProtocolViolation.framing(reason);
  }
}
