package dev.deltawire.tck;

import dev.deltawire.server.spi.Compression;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** RFC 7692 §7.2.2 with one inflater a connection. */
final class ReferenceInflation {

  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private final Inflater inflater = new Inflater(true);
  private final ByteBuffer message;
  private final boolean takeover;
  private final Sabotage sabotage;

  ReferenceInflation(Compression agreed, int maxMessageBytes, Sabotage sabotage) {
    int most = sabotage.breaks(145) ? maxMessageBytes - 1 : maxMessageBytes;
    message = ByteBuffer.allocate(sabotage.breaks(146) ? 2 * most : most);
    takeover = (agreed.clientTakeover() || sabotage.breaks(143)) && !sabotage.breaks(144);
    this.sabotage = sabotage;
  }

  byte[] inflate(byte[] payload) throws DataFormatException {
    message.clear();
    if (!takeover) {
      inflater.reset();
    }
    byte[] whole = Arrays.copyOf(payload, payload.length + TAIL.length);
    System.arraycopy(TAIL, 0, whole, payload.length, TAIL.length);
    boolean needsTail = payload.length > 0 && !sabotage.breaks(142);
    try {
      feed(needsTail ? whole : payload);
    } catch (DataFormatException e) {
      if (!sabotage.breaks(147)) {
        throw e;
      }
    }
    return Arrays.copyOf(message.array(), message.position());
  }

  private void feed(byte[] input) throws DataFormatException {
    byte[] piece = new byte[1024];
    inflater.setInput(input);
    int count = inflater.inflate(piece);
    while (count > 0 || inflater.finished()) {
      if (count > message.remaining()) {
        throw new BufferOverflowException();
      }
      message.put(piece, 0, count);
      if (inflater.finished()) {
        goOn(input);
      }
      count = inflater.inflate(piece);
    }
  }

  /** Behind a final block the rest is another stream, unless it is what was cut off. */
  private void goOn(byte[] input) {
    int left = inflater.getRemaining();
    inflater.reset();
    if (left > TAIL.length) {
      inflater.setInput(input, input.length - left, left);
    }
  }
}
