package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connection's way out, without a queue: what the socket doesn't take stays with the caller,
 * but for what was handed over.
 *
 * <p>Thread: the loop.
 */
public final class SocketOutput {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final SocketConnection connection;
  private final SocketLoop loop;
  private final SocketWire wire;
  private final LoopTimer writeStall = new WriteStall();

  /** Handed over and not written yet. */
  private ByteBuffer unsent = NONE;

  private boolean full;

  /** The output of {@code connection}, whose loop is known already. */
  SocketOutput(SocketConnection connection, SocketWire wire) {
    this.connection = connection;
    this.loop = connection.loop();
    this.wire = wire;
  }

  /** Whether the socket takes nothing before {@link #resume}. */
  public boolean full() {
    return full;
  }

  /** Whether the socket may take something now. */
  boolean ready() {
    return !full && wire.connected();
  }

  /**
   * Writes from {@code bytes} what the socket takes now. A short write leaves it {@link #full} and
   * has the connection wait.
   */
  void write(ByteBuffer bytes) throws IOException {
    if (!wire.write(bytes)) {
      blocked();
    }
  }

  /**
   * Writes from {@code bytes}, but at most {@code count}, what the socket takes now.
   *
   * @return false if there is trouble with the socket, which is closed then
   */
  boolean write(ByteBuffer bytes, int count) {
    int limit = bytes.limit();
    bytes.limit(bytes.position() + Math.min(count, bytes.remaining()));
    try {
      write(bytes);
      return true;
    } catch (IOException e) {
      connection.close();
      return false;
    } finally {
      bytes.limit(limit);
    }
  }

  /** The wire can send nothing more before {@link #resume}. */
  void blocked() throws IOException {
    full = true;
    connection.awaitWritable();
    watchStall();
  }

  /**
   * Writes from {@code bytes} what the socket takes now, and the rest, of which it keeps a copy,
   * later.
   */
  void writeOrKeep(ByteBuffer bytes) throws IOException {
    write(bytes);
    if (bytes.hasRemaining()) {
      keep(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
      watchStall();
    }
  }

  /** Counts what is handed over as held by the peer that does not take it. */
  private void keep(ByteBuffer bytes) throws IOException {
    int more = bytes.capacity() - unsent.capacity();
    if (more > 0 && !connection.holding().take(more)) {
      throw new IOException("no memory for what the peer does not take");
    }
    if (more < 0) {
      connection.holding().give(-more);
    }
    unsent = bytes;
  }

  /** Takes {@code bytes} over and writes them all, in time; {@link #full} tells whether later. */
  public void send(ByteBuffer bytes) {
    if (connection.isClosed()) {
      return;
    }
    try {
      if (unsent.hasRemaining()) {
        keep(
            ByteBuffer.allocate(unsent.remaining() + bytes.remaining())
                .put(unsent)
                .put(bytes)
                .flip());
      } else {
        write(bytes);
        keep(bytes.hasRemaining() ? bytes : NONE);
      }
      watchStall();
    } catch (IOException e) {
      connection.close();
    }
  }

  /**
   * Writes on what was handed over, because the socket can take bytes again.
   *
   * @return whether all is written, and the socket can take more
   */
  boolean resume() throws IOException {
    full = false;
    if (wire.flush()) {
      if (unsent.hasRemaining()) {
        write(unsent); // in a handshake, and behind its end, the wire takes none
      }
      watchStall();
    } else {
      blocked();
    }
    if (!full) {
      keep(NONE);
    }
    return !full;
  }

  /**
   * Ends the output; the input goes on.
   *
   * @return whether it has ended; if not, call again after {@link #resume}
   */
  boolean end() throws IOException {
    boolean ended = wire.end();
    if (!ended) {
      blocked();
    }
    return ended;
  }

  /** Forgets what was handed over: the connection is closed. */
  void close() {
    connection.holding().give(unsent.capacity());
    unsent = NONE;
    loop.events().cancel(writeStall);
  }

  private void watchStall() {
    EventLoop events = loop.events();
    if (unsent.hasRemaining() || wire.holdsOutput()) {
      events.schedule(writeStall, events.nanoTime() + loop.writeStallNanos());
    } else {
      events.cancel(writeStall);
    }
  }

  private final class WriteStall extends LoopTimer {
    @Override
    protected void expired() {
      connection.abort();
    }
  }
}
