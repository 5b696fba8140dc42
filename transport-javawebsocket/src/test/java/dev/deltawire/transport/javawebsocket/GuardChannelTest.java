package dev.deltawire.transport.javawebsocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.MemoryBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loop undoes while the library's thread is in the middle of a read. */
class GuardChannelTest {

  private static final int WHOLE_BYTES = 64 << 10;
  private static final int MAX_DROPPED_BYTES = 1 << 20;

  /** After so long nobody is busy. */
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final AtomicLong nanos = new AtomicLong();
  private final EventLoop loop =
      EventLoop.create(
          () -> {},
          nanos::get,
          (where, e) -> {
            throw new AssertionError(where, e);
          });
  private final BusyTurns turns = new BusyTurns(Runnable::run, 1);
  private Selector selector;
  private ServerSocketChannel listening;
  private SocketChannel peer;
  private SocketChannel socket;
  private Key key;
  private GuardChannel guard;

  @BeforeEach
  void open() throws IOException {
    selector = Selector.open();
    listening =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    peer = SocketChannel.open(listening.getLocalAddress());
    socket = listening.accept();
    key = new Key();
    guard = new GuardChannel(socket, key, turns, loop);
    guard.tell(new Deaf());
  }

  @AfterEach
  void close() throws IOException {
    guard.close();
    peer.close();
    listening.close();
    selector.close();
  }

  @Test
  void aTurnThatBeginsWithinAReadIsNotLost() throws IOException {
    peer.write(ByteBuffer.allocate(1));
    assertEquals(0, read(), "a newcomer waits for its turn");
    key.atOff = loop::runPending;
    assertEquals(0, read(), "the library reads on whom it has selected and got nothing from");
    assertEquals(SelectionKey.OP_READ, key.interest, "its turn has begun");
    assertEquals(1, read());
  }

  @Test
  void aResumeWithinAReadIsNotLost() throws IOException {
    peer.write(ByteBuffer.allocate(WHOLE_BYTES));
    for (int count = 0; count < WHOLE_BYTES; count += read()) {
      nanos.addAndGet(QUIET_NANOS);
    }
    assertEquals(0, key.interest, "it pauses");
    key.atOff = () -> guard.consumed(WHOLE_BYTES);
    assertEquals(0, read());
    assertEquals(SelectionKey.OP_READ, key.interest, "it goes on");
  }

  @Test
  void whatIsDroppedWaitsForItsTurnToo() throws IOException {
    guard.discard();
    peer.write(ByteBuffer.allocate(1));
    assertEquals(0, read());
    assertEquals(0, key.interest, "others come first");
    loop.runPending();
    assertEquals(SelectionKey.OP_READ, key.interest, "its turn has begun");
    assertEquals(0, read());
    assertEquals(0, turns.begun(), "it has read, and there is nothing to look at");
    assertEquals(SelectionKey.OP_READ, key.interest);
  }

  @Test
  void whoGoesOnForEverAfterItsEndIsEnded() throws IOException {
    guard.discard();
    for (int dropped = 0; dropped < MAX_DROPPED_BYTES; dropped += WHOLE_BYTES) {
      assertEquals(0, dropWhole());
    }
    assertThrows(IOException.class, this::dropWhole);
  }

  private int dropWhole() throws IOException {
    nanos.addAndGet(QUIET_NANOS);
    peer.write(ByteBuffer.allocate(WHOLE_BYTES));
    return read();
  }

  private int read() throws IOException {
    return guard.read(ByteBuffer.allocate(WHOLE_BYTES));
  }

  /** A key that lets the loop come first whenever the library's thread ends its interest. */
  private final class Key extends SelectionKey {
    private int interest = OP_READ;
    private Runnable atOff = () -> {};

    @Override
    public int interestOpsAnd(int ops) {
      Runnable first = atOff;
      atOff = () -> {};
      first.run();
      return super.interestOpsAnd(ops);
    }

    @Override
    public int interestOps() {
      return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
      interest = ops;
      return this;
    }

    @Override
    public int readyOps() {
      return interest;
    }

    @Override
    public SocketChannel channel() {
      return socket;
    }

    @Override
    public Selector selector() {
      return selector;
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public void cancel() {
      interest = 0;
    }
  }

  /** Hears of everything and does nothing. */
  private static final class Deaf implements GuardChannel.Events {
    private final Holding holding = MemoryBudget.of(1 << 20).open(() -> {});

    @Override
    public Holding holding() {
      return holding;
    }

    @Override
    public void received() {}

    @Override
    public void closed() {}
  }
}
