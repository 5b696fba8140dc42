package dev.deltawire.server.internal.rfc7692;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/**
 * Compresses whole messages, each by itself, so that the same bytes serve every peer that inflates
 * (RFC 7692 §7.2.1, {@code server_no_context_takeover}).
 *
 * <p>One a loop; nothing is allocated before the first message. Thread: the loop.
 */
public final class Deflation implements AutoCloseable {

  /** Longer messages go out as they are: compressing one would hold up the loop. */
  static final int MOST_BYTES = 1 << 20;

  /** As fast as level 1 for what is short, and shorter for what is long and repeats itself. */
  private static final int LEVEL = 3;

  /** Memory that stays between messages. */
  private static final int KEPT_BYTES = 256 * 1024;

  private static final int FIRST_BYTES = 64 * 1024;
  private static final int TAIL_BYTES = 4;

  private final int leastBytes;
  private Deflater deflater;
  private ByteBuffer output;

  /**
   * A compressor of messages that are worth it.
   *
   * @param leastBytes shorter ones are not
   */
  public Deflation(int leastBytes) {
    this.leastBytes = leastBytes;
  }

  /** Whether a message of so many bytes is too short to be worth it. Thread: any. */
  public boolean spares(int size) {
    return size < leastBytes;
  }

  /**
   * Compresses one message.
   *
   * @param payload left as it is
   * @return what it becomes, without the tail that its receiver adds, until the next call; null if
   *     it is not worth it
   */
  public ByteBuffer deflate(ByteBuffer payload) {
    int size = payload.remaining();
    if (spares(size) || size > MOST_BYTES) {
      return null;
    }
    begin(size);
    int from = payload.position();
    deflater.setInput(payload);
    deflater.deflate(output, Deflater.SYNC_FLUSH);
    payload.position(from);
    boolean complete = output.hasRemaining(); // otherwise it has not become shorter
    output.flip();
    return complete ? output.limit(output.limit() - TAIL_BYTES) : null;
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }

  private void begin(int size) {
    if (deflater == null) {
      deflater = new Deflater(LEVEL, true);
    }
    deflater.reset();
    if (output == null || output.capacity() < size || output.capacity() > KEPT_BYTES) {
      boolean keep = size <= KEPT_BYTES;
      output =
          keep ? ByteBuffer.allocateDirect(Math.max(size, FIRST_BYTES)) : ByteBuffer.allocate(size);
    }
    output.clear().limit(size);
  }
}
