package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.LoopTimer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One accepted socket: reads into the loop's buffer, writes without owning what it writes, and
 * leaves all meaning to its {@link Phase}.
 *
 * <p>Thread: its loop.
 */
final class TcpConnection implements Selectable {

  /** X-38, for what was handed over with {@link #send}. */
  static final long WRITE_STALL_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final SocketLoop loop;
  private final SocketChannel channel;
  private final InetSocketAddress remoteAddress;
  private final Runnable onClose;
  private final LoopTask redelivery = new Redelivery();
  private final LoopTimer writeStall = new WriteStall();

  private SelectionKey key;
  private int interest;
  private Phase phase;

  /** Handed over and not written yet. */
  private ByteBuffer unsent = NONE;

  /** Read and not delivered yet, because reads were paused. */
  private ByteBuffer undelivered = NONE;

  private boolean readsPaused;
  private boolean inputEnded;
  private boolean awaitingWritable;
  private boolean closed;

  TcpConnection(
      SocketLoop loop, SocketChannel channel, InetSocketAddress remoteAddress, Runnable onClose) {
    this.loop = loop;
    this.channel = channel;
    this.remoteAddress = remoteAddress;
    this.onClose = onClose;
  }

  /** Begins to read for {@code first}. */
  void open(Phase first) {
    phase = first;
    try {
      interest = SelectionKey.OP_READ;
      key = loop.register(channel, interest, this);
    } catch (IOException | RuntimeException e) {
      close();
    }
  }

  SocketLoop loop() {
    return loop;
  }

  EventLoop events() {
    return loop.events();
  }

  InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  boolean isClosed() {
    return closed;
  }

  boolean inputEnded() {
    return inputEnded;
  }

  /** Lets {@code following} hear of everything from now on. */
  void enter(Phase following) {
    phase = following;
  }

  @Override
  public void ready() {
    if (closed) {
      return;
    }
    try {
      if (key.isWritable()) {
        onWritable();
      }
      if (!closed && key.isReadable()) {
        onReadable();
      }
    } catch (IOException e) {
      close(); // the peer's or the network's trouble, an everyday thing
    } catch (Throwable t) {
      fail(t);
    }
  }

  private void onReadable() throws IOException {
    if (!mayRead()) {
      return; // paused by the writing half of this turn
    }
    ByteBuffer in = loop.readBuffer().clear();
    if (channel.read(in) < 0) {
      inputEnded = true;
      updateInterest();
      phase.inputEnded();
      return;
    }
    phase.received(in.flip());
    if (in.hasRemaining() && !closed) {
      undelivered = ByteBuffer.allocate(in.remaining()).put(in).flip();
      deliverLater();
      updateInterest();
    }
  }

  private void deliverLater() {
    if (!readsPaused) {
      events().signal(redelivery);
    }
  }

  private void redeliver() {
    if (closed || readsPaused) {
      return;
    }
    try {
      if (undelivered.hasRemaining()) {
        phase.received(undelivered);
      }
      if (undelivered.hasRemaining()) {
        deliverLater();
      } else {
        undelivered = NONE;
        updateInterest();
      }
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** Stops delivering and reading after the current call of {@link Phase#received}. */
  void pauseReads() {
    readsPaused = true;
    updateInterest();
  }

  /** Delivers what was left, later in this turn or in the next one, and then reads on. */
  void resumeReads() {
    readsPaused = false;
    if (undelivered.hasRemaining()) {
      events().signal(redelivery);
    } else {
      updateInterest();
    }
  }

  private boolean mayRead() {
    return !readsPaused && !inputEnded && !undelivered.hasRemaining();
  }

  /** Whether the socket takes nothing until {@link Phase#writable}. */
  boolean awaitingWritable() {
    return awaitingWritable;
  }

  /**
   * Writes from {@code bytes} what the socket takes now. A short write announces {@link
   * Phase#writable}.
   */
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int asked =
          bytes.isDirect()
              ? bytes.remaining()
              : Math.min(bytes.remaining(), SocketLoop.BUFFER_BYTES);
      int written = bytes.isDirect() ? channel.write(bytes) : writeThroughBuffer(bytes, asked);
      if (written < asked) {
        awaitingWritable = true;
        updateInterest();
        return;
      }
    }
  }

  private int writeThroughBuffer(ByteBuffer bytes, int count) throws IOException {
    ByteBuffer direct = loop.writeBuffer().clear();
    int from = bytes.position();
    int limit = bytes.limit();
    direct.put(bytes.limit(from + count)).flip();
    bytes.limit(limit).position(from);
    int written = channel.write(direct);
    bytes.position(from + written);
    return written;
  }

  /**
   * Writes from {@code bytes} what the socket takes now, and the rest, of which it keeps a copy,
   * later.
   */
  void writeOrKeep(ByteBuffer bytes) throws IOException {
    write(bytes);
    if (bytes.hasRemaining()) {
      unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
      watchStall();
    }
  }

  /**
   * Takes {@code bytes} over and writes them all, in time. {@link Phase#writable} follows if {@link
   * #awaitingWritable()} then.
   */
  void send(ByteBuffer bytes) {
    if (closed) {
      return;
    }
    try {
      if (unsent.hasRemaining()) {
        unsent =
            ByteBuffer.allocate(unsent.remaining() + bytes.remaining())
                .put(unsent)
                .put(bytes)
                .flip();
      } else {
        write(bytes);
        unsent = bytes.hasRemaining() ? bytes : NONE;
      }
      watchStall();
    } catch (IOException e) {
      close();
    }
  }

  private void onWritable() throws IOException {
    awaitingWritable = false;
    write(unsent);
    watchStall();
    updateInterest();
    if (!awaitingWritable) {
      unsent = NONE;
      phase.writable();
    }
  }

  private void watchStall() {
    if (unsent.hasRemaining()) {
      events().schedule(writeStall, events().nanoTime() + WRITE_STALL_NANOS);
    } else {
      events().cancel(writeStall);
    }
  }

  private void updateInterest() {
    int wanted = mayRead() ? SelectionKey.OP_READ : 0;
    if (awaitingWritable) {
      wanted |= SelectionKey.OP_WRITE;
    }
    if (wanted != interest && !closed) {
      interest = wanted;
      key.interestOps(wanted);
    }
  }

  /** Writes what was handed over, ends the output, gives the peer time to read it, and closes. */
  void finish() {
    if (!closed) {
      new Lingering(this, phase).begin();
    }
  }

  void shutdownOutput() {
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      close();
    }
  }

  /** Closes at once; what the socket still holds is lost. */
  void abort() {
    if (!closed) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        close();
      }
      close();
    }
  }

  /** Closes; {@link Phase#disconnected} follows. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    events().cancel(writeStall);
    try {
      channel.close();
    } catch (IOException e) {
      loop.report("closing a socket", e);
    }
    onClose.run();
    events().execute(phase::disconnected);
  }

  private void fail(Throwable defect) {
    loop.report("connection", defect);
    abort();
  }

  private final class Redelivery extends LoopTask {
    @Override
    protected void run() {
      redeliver();
    }
  }

  private final class WriteStall extends LoopTimer {
    @Override
    protected void expired() {
      abort();
    }
  }
}
