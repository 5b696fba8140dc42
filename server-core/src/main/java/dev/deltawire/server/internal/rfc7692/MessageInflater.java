package dev.deltawire.server.internal.rfc7692;

import dev.deltawire.server.spi.ProtocolViolation;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;

/**
 * One connection's compressed messages, made plain.
 *
 * <p>Only a client that may refer to its earlier messages has an inflater of its own, from its
 * first compressed one on. Thread: the loop.
 */
public final class MessageInflater implements AutoCloseable {

  private final Inflation inflation;
  private final boolean takeover;
  private int maxBytes;
  private Inflater own;
  private boolean closed;

  /**
   * Nothing is allocated yet.
   *
   * @param takeover whether messages may refer to earlier ones
   * @param maxBytes limit of an inflated message
   */
  public MessageInflater(Inflation inflation, boolean takeover, int maxBytes) {
    this.inflation = inflation;
    this.takeover = takeover;
    this.maxBytes = maxBytes;
  }

  /** Lets messages have up to so many bytes from now on. */
  public void allow(int limit) {
    maxBytes = limit;
  }

  /**
   * Inflates one message; an empty payload is an empty message.
   *
   * @return the breach, or null: then {@link #message()} has it
   */
  public ProtocolViolation inflate(ByteBuffer payload) {
    return inflation.inflate(inflater(), payload, maxBytes);
  }

  /** The last message, until any connection of the loop inflates another one. */
  public ByteBuffer message() {
    return inflation.message();
  }

  /** Gives native memory back; nothing is inflated from here on. */
  @Override
  public void close() {
    closed = true;
    if (own != null) {
      own.end();
      own = null;
    }
  }

  private Inflater inflater() {
    if (!takeover) {
      return inflation.fresh();
    }
    if (own == null) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      own = Inflation.newInflater();
    }
    return own;
  }
}
