package dev.deltawire.server.internal.rfc7692;

import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates whole messages, one at a time, into memory that all connections of a loop share (RFC
 * 7692 §7.2.2).
 *
 * <p>What is inflated is bounded before memory is spent on it. Thread: the loop.
 */
public final class Inflation implements AutoCloseable {

  /** What a client sends that no inflater understands. */
  static final ProtocolViolation CORRUPT = new ProtocolViolation(1007, "corrupt deflate data");

  static final ProtocolViolation TOO_MANY_STREAMS =
      new ProtocolViolation(1008, "too many final deflate blocks");

  /** Final blocks that a message may have with something behind them: each costs a window. */
  static final int MAX_RESTARTS = 256;

  /** Memory that stays between messages. */
  static final int KEPT_BYTES = 256 * 1024;

  private static final int FIRST_BYTES = 16 * 1024;
  private static final int WINDOW_BYTES = 32 * 1024;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ByteBuffer tail = ByteBuffer.wrap(TAIL);
  private Inflater shared;
  private ByteBuffer kept;
  private ByteBuffer output;
  private int restarts;

  /** Nothing is allocated before the first message. */
  public Inflation() {}

  /** An inflater without a memory of earlier messages. */
  Inflater fresh() {
    if (shared == null) {
      shared = newInflater();
    }
    shared.reset();
    return shared;
  }

  static Inflater newInflater() {
    return new Inflater(true);
  }

  /**
   * Inflates one message.
   *
   * @param inflater remembers what came before, if the client may refer to it
   * @param payload the message without the tail that its sender has cut off; read to its end
   * @return the breach, or null: then {@link #message()} has it
   */
  ProtocolViolation inflate(Inflater inflater, ByteBuffer payload, int maxBytes) {
    begin(maxBytes);
    try {
      boolean empty = !payload.hasRemaining();
      ProtocolViolation breach = empty ? null : feed(inflater, payload, maxBytes);
      if (breach == null && !empty && !endedByFinalBlock(inflater)) {
        breach = feed(inflater, tail.rewind(), maxBytes); // RFC 7692 §7.2.2
      }
      return breach;
    } catch (DataFormatException e) {
      return CORRUPT;
    } finally {
      inflater.setInput(NOTHING);
      output.flip();
    }
  }

  /** What was inflated last, until the next message. */
  ByteBuffer message() {
    return output;
  }

  /** Memory of the last message's text. */
  public int heldBytes() {
    return output.capacity();
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.end();
      shared = null;
    }
  }

  private void begin(int maxBytes) {
    if (kept == null) {
      kept = ByteBuffer.allocateDirect(FIRST_BYTES);
    }
    restarts = 0;
    output = kept.clear();
    limitTo(maxBytes);
  }

  /** One byte more than allowed has room: it tells that the message is too large. */
  private void limitTo(int maxBytes) {
    output.limit((int) Math.min(output.capacity(), maxBytes + 1L));
  }

  private ProtocolViolation feed(Inflater inflater, ByteBuffer input, int maxBytes)
      throws DataFormatException {
    inflater.setInput(input);
    do {
      if (!output.hasRemaining()) {
        grow(maxBytes);
      }
      inflater.inflate(output);
      if (inflater.finished()) {
        if (input.hasRemaining() && ++restarts > MAX_RESTARTS) {
          return TOO_MANY_STREAMS;
        }
        restart(inflater);
        inflater.setInput(input);
      }
      if (output.position() > maxBytes) {
        return ProtocolViolation.MESSAGE_TOO_LARGE;
      }
    } while (input.hasRemaining() || !output.hasRemaining());
    return null;
  }

  /** Whether nothing has come behind a final block, so that no tail was cut off. */
  private static boolean endedByFinalBlock(Inflater inflater) {
    return inflater.getBytesRead() == 0;
  }

  /** Goes on behind a final block (RFC 7692 §7.2.3.5), with what this message has said so far. */
  private void restart(Inflater inflater) {
    inflater.reset();
    int end = output.position();
    int limit = output.limit();
    output.limit(end).position(Math.max(0, end - WINDOW_BYTES));
    inflater.setDictionary(output);
    output.limit(limit).position(end);
  }

  private void grow(int maxBytes) {
    int size = (int) Math.min(Math.min(MOST_BYTES, maxBytes + 1L), 2L * output.capacity());
    boolean keep = size <= KEPT_BYTES;
    ByteBuffer larger = keep ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
    output = larger.put(output.flip());
    if (keep) {
      kept = output;
    }
    limitTo(maxBytes);
  }
}
