package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.FrameSink;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connection's sink: small frames of one fill share a system call, larger ones go straight to
 * the socket, and no fill takes more than its share of the loop's time.
 *
 * <p>Thread: the loop; {@link #write} between {@link #begin} and {@link #end} only.
 */
public final class FrameWriter implements FrameSink {

  /** Bytes that one connection may write before the others have their turn. */
  public static final int FILL_BYTES = 256 * 1024;

  /** What is cheaper to copy than to write by itself. */
  private static final int SMALL_BYTES = 4096;

  private final SocketConnection connection;
  private final SocketOutput output;
  private final WriteBatch batch;
  private boolean batching;
  private int budget;
  private boolean closed;

  FrameWriter(SocketConnection connection) {
    this.connection = connection;
    this.output = connection.output();
    this.batch = connection.loop().writeBatch();
  }

  void begin() {
    budget = FILL_BYTES;
    batching = batch.acquire();
  }

  @Override
  public int write(ByteBuffer frames) {
    int from = frames.position();
    if (!isClosed() && !output.full() && !batched(frames)) {
      writeBatch();
      writeWithinBudget(frames);
    }
    int taken = frames.position() - from;
    budget -= taken;
    if (isClosed()) { // the contract of a sink: trouble takes everything
      frames.position(frames.limit());
      return frames.limit() - from;
    }
    return taken;
  }

  private boolean batched(ByteBuffer frames) {
    int size = frames.remaining();
    return batching && size <= SMALL_BYTES && size <= budget && batch.add(frames);
  }

  private void writeWithinBudget(ByteBuffer frames) {
    if (!isClosed() && !output.full()) {
      output.write(frames, budget);
    }
  }

  private void writeBatch() {
    if (batching && !isClosed()) {
      try {
        batch.writeTo(output);
      } catch (IOException e) {
        connection.close();
      }
    }
  }

  /** Hands all that was taken to the socket. */
  void end() {
    if (batching) {
      writeBatch();
      batch.release();
      batching = false;
    }
  }

  /** Takes everything and writes nothing from here on, but for what was taken already. */
  void close() {
    writeBatch();
    closed = true;
  }

  private boolean isClosed() {
    return closed || connection.isClosed();
  }
}
