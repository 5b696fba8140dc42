package dev.deltawire.server.internal.net;

import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.TransportOptions;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * One accepted socket: reads into the loop's buffer, has an output to write to, and leaves all
 * meaning to its {@link Phase}.
 *
 * <p>Thread: its loop.
 */
public final class TcpConnection implements Selectable, SocketConnection, BulkReads.Reader {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  /** The most that is delivered at a time of what was kept. */
  private static final int KEPT_PIECE_BYTES = 8 << 10;

  private final SocketLoop loop;
  private final SocketChannel channel;
  private final InetSocketAddress remoteAddress;
  private final Runnable onClose;
  private final LoopTask redelivery = new Redelivery();
  private final SocketWire wire;
  private final SocketOutput output;
  private final Holding holding;
  private final Allowance allowance;

  private SelectionKey key;
  private int interest;
  private Phase phase;

  /** Read and not delivered yet, because reads were paused. */
  private ByteBuffer undelivered = NONE;

  /** The wire may have more, whatever the socket has. */
  private boolean readAgain;

  /** Others have their turn before the next read. */
  private boolean waitsForTurn;

  /** It has been found ready while it waits for its turn. */
  private boolean parked;

  /** The phase is to let go, when it is its turn. */
  private boolean crowdWaits;

  private boolean readsPaused;
  private boolean inputEnded;
  private boolean closed;

  /**
   * A socket that is not read yet.
   *
   * @param onClose called once, by the loop, when the socket has been closed
   */
  public TcpConnection(
      SocketLoop loop,
      SocketChannel channel,
      InetSocketAddress remoteAddress,
      TransportOptions options,
      Runnable onClose) {
    this.loop = loop;
    this.channel = channel;
    this.remoteAddress = remoteAddress;
    this.onClose = onClose;
    this.allowance = new Allowance(loop.events().nanoTime());
    this.holding = options.memory().open(() -> loop.events().execute(this::crowdedInTurn));
    Optional<TlsOptions> tls = options.tls();
    this.wire =
        tls.isPresent()
            ? new TlsWire(this, channel, tls.get(), this::readLater)
            : new PlainWire(loop, channel);
    this.output = new SocketOutput(this, wire);
  }

  /** Begins to read for {@code first}. */
  public void open(Phase first) {
    enter(first);
    try {
      interest = SelectionKey.OP_READ;
      key = loop.register(channel, interest, this);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      close();
    }
  }

  @Override
  public SocketLoop loop() {
    return loop;
  }

  @Override
  public Holding holding() {
    return holding;
  }

  @Override
  public SocketOutput output() {
    return output;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Whether the peer has ended its side. */
  public boolean inputEnded() {
    return inputEnded;
  }

  /** Lets {@code following} hear of everything from now on; to that the peer is a newcomer. */
  public void enter(Phase following) {
    phase = following;
    allowance.beginAnew(loop.turnNanos());
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
        readInTurn();
      }
    } catch (IOException e) {
      close(); // the peer's or the network's trouble, an everyday thing
    } catch (Throwable t) {
      fail(t);
    }
  }

  /** Reads, unless it has said much of late: then the others come first. */
  private void readInTurn() throws IOException {
    if (waitsForTurn) {
      parked = true; // until then it need not be found ready
      updateInterest();
      return;
    }
    if (allowance.covers(0, loop.turnNanos())) {
      onReadable();
    } else {
      waitsForTurn = true;
      loop.bulkReads().add(this);
    }
  }

  private void onReadable() throws IOException {
    if (!mayRead()) {
      return; // paused by the writing half of this turn
    }
    ByteBuffer in = loop.readBuffer().clear();
    int count = wire.read(in);
    if (count < 0) {
      inputEnded = true;
      updateInterest();
      phase.inputEnded();
      return;
    }
    allowance.spend(count, loop.turnNanos()); // a part of a TLS record costs a read, too
    if (count > 0) {
      deliver(in.flip());
    }
    updateInterest();
  }

  @Override
  public void readOn() {
    waitsForTurn = false;
    parked = false;
    if (closed) {
      return;
    }
    try {
      if (undelivered.hasRemaining()) {
        redeliver();
      } else {
        onReadable();
        updateInterest();
      }
    } catch (IOException e) {
      close();
    } catch (Throwable t) {
      fail(t);
    }
  }

  private void deliver(ByteBuffer in) {
    phase.received(in);
    if (in.hasRemaining() && !closed) {
      keep(in);
      deliverLater();
    }
  }

  private void keep(ByteBuffer in) {
    undelivered = ByteBuffer.allocate(in.remaining()).put(in).flip();
    holding.takeAnyway(undelivered.capacity(), undelivered.capacity());
  }

  private void dropUndelivered() {
    holding.give(undelivered.capacity());
    undelivered = NONE;
  }

  /** A flood of newcomers pushes as many out, and that is no less work than to read from them. */
  private void crowdedInTurn() {
    if (!crowdWaits) {
      crowdWaits = true;
      loop.bulkReads().addFirst(this::crowded);
    }
  }

  private void crowded() {
    crowdWaits = false;
    if (!closed && holding.bytes() > 0) { // it may have let go meanwhile
      phase.crowded();
    }
  }

  /** Delivers the rest in its turn, as it reads: what it has said may cost more than its bytes. */
  private void deliverLater() {
    if (readsPaused || waitsForTurn) {
      return;
    }
    if (allowance.covers(0, loop.turnNanos())) {
      events().signal(redelivery);
    } else {
      waitsForTurn = true;
      loop.bulkReads().add(this);
    }
  }

  private void readLater() {
    readAgain = true;
    deliverLater();
  }

  private void redeliver() {
    if (closed || readsPaused) {
      return;
    }
    try {
      if (undelivered.hasRemaining()) {
        deliverKept();
      }
      if (undelivered.hasRemaining()) {
        deliverLater();
      } else {
        dropUndelivered();
        updateInterest();
        readAgain();
      }
    } catch (IOException e) {
      close();
    } catch (Throwable t) {
      fail(t);
    }
  }

  /**
   * From the buffer that all is read into: were this the one place where bytes come from the heap,
   * compiled readers would be thrown away the first time, in the midst of a flood. A little at a
   * time, for what is left is copied again.
   */
  private void deliverKept() {
    ByteBuffer kept = undelivered; // a phase may close, and with that drop it
    int length = Math.min(kept.remaining(), KEPT_PIECE_BYTES);
    ByteBuffer in = loop.readBuffer().clear().limit(length);
    in.put(0, kept, kept.position(), length);
    phase.received(in);
    kept.position(kept.position() + in.position());
  }

  private void readAgain() throws IOException {
    if (readAgain && mayRead()) { // if not, what lifts that comes back here
      readAgain = false;
      onReadable();
    }
  }

  @Override
  public void spent(int bytes) {
    allowance.spend(bytes, loop.turnNanos());
  }

  @Override
  public void pauseReads() {
    readsPaused = true;
    updateInterest();
  }

  @Override
  public void resumeReads() {
    readsPaused = false;
    if (undelivered.hasRemaining() || readAgain) {
      deliverLater();
    } else {
      updateInterest();
    }
  }

  private boolean mayRead() {
    return !readsPaused && !inputEnded && !undelivered.hasRemaining() && wire.wantsInput();
  }

  private void onWritable() throws IOException {
    if (output.resume()) {
      updateInterest();
      phase.writable();
    }
  }

  @Override
  public void awaitWritable() {
    updateInterest();
  }

  private void updateInterest() {
    int wanted = mayRead() && !parked ? SelectionKey.OP_READ : 0;
    if (output.full()) {
      wanted |= SelectionKey.OP_WRITE;
    }
    if (wanted != interest && !closed) {
      interest = wanted;
      key.interestOps(wanted);
    }
  }

  @Override
  public void finish() {
    if (!closed) {
      new Lingering(this, phase).begin();
    }
  }

  /** Ends the output; whether it has ended, and needn't be ended again when it is writable. */
  boolean endOutput() {
    try {
      return output.end();
    } catch (IOException e) {
      close();
      return true;
    }
  }

  @Override
  public void abort() {
    if (!closed) {
      close(this::reset);
    }
  }

  private void reset() throws IOException {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // broken already: there is nothing to reset, but all the more to close
    } finally {
      wire.abort();
    }
  }

  @Override
  public void close() {
    if (!closed) {
      close(wire);
    }
  }

  private void close(Closeable socket) {
    closed = true;
    output.close();
    dropUndelivered();
    holding.close();
    try (channel) { // whatever its wire's last words come to
      socket.close();
    } catch (Throwable t) { // others have to hear of the end all the same
      loop.report("closing a socket", t);
    }
    onClose.run();
    if (phase != null) { // it has been opened
      events().execute(phase::disconnected);
    }
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
}
