package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.net.Selectable;
import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.spi.LoopTimer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * The listening socket: spreads new connections over the loops.
 *
 * <p>When the system has no more descriptors, or who is in keeps the server busy enough, it waits a
 * little and tries again; no newcomer is answered meanwhile, and nothing else suffers.
 */
final class Acceptor implements Selectable {

  /** Where sockets come from. */
  @FunctionalInterface
  interface Source {
    /** The next one, or null when none waits. */
    SocketChannel accept() throws IOException;
  }

  /** Where sockets go. */
  interface Target {
    /** Whether newcomers had better wait where they are. */
    boolean busy();

    /** Takes a configured socket; {@code onClose} is run when it is closed. */
    void adopt(SocketChannel socket, InetSocketAddress remoteAddress, Runnable onClose);
  }

  static final long BACKOFF_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Between two looks at a target that is busy. */
  private static final long BUSY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MAX_PER_TURN = 16;

  private final SocketLoop loop;
  private final ServerSocketChannel server;
  private final Source source;
  private final SocketLimits limits;
  private final int sendBufferBytes;
  private final Target target;
  private final LoopTimer backoff = new Backoff();
  private SelectionKey key;
  private boolean failing;

  Acceptor(
      SocketLoop loop,
      ServerSocketChannel server,
      Source source,
      SocketLimits limits,
      int sendBufferBytes,
      Target target) {
    this.loop = loop;
    this.server = server;
    this.source = source;
    this.limits = limits;
    this.sendBufferBytes = sendBufferBytes;
    this.target = target;
  }

  /** Begins to accept. Thread: any, before the loop starts. */
  void open() throws IOException {
    key = loop.register(server, SelectionKey.OP_ACCEPT, this);
  }

  @Override
  public void ready() {
    try {
      for (int i = 0; i < MAX_PER_TURN; i++) {
        if (target.busy()) {
          rest(BUSY_NANOS);
          return;
        }
        SocketChannel socket = source.accept();
        if (socket == null) {
          return;
        }
        failing = false;
        admit(socket);
      }
    } catch (IOException | RuntimeException e) {
      backOff(e);
    }
  }

  private void backOff(Exception cause) {
    if (!server.isOpen()) {
      return;
    }
    if (!failing) { // once a series, not ten times a second
      loop.report("accepting a socket", cause);
    }
    failing = true;
    rest(BACKOFF_NANOS);
  }

  private void rest(long nanos) {
    key.interestOps(0);
    loop.events().schedule(backoff, loop.events().nanoTime() + nanos);
  }

  private void admit(SocketChannel socket) {
    try {
      InetSocketAddress remote = (InetSocketAddress) socket.getRemoteAddress();
      socket.configureBlocking(false);
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferBytes);
      if (limits.acquire(remote.getAddress())) {
        handOver(socket, remote);
      } else {
        socket.close();
      }
    } catch (IOException e) { // it has gone already
      closeQuietly(socket);
    } catch (RuntimeException | Error e) {
      closeQuietly(socket);
      throw e;
    }
  }

  private void handOver(SocketChannel socket, InetSocketAddress remote) {
    try {
      target.adopt(socket, remote, () -> limits.release(remote.getAddress()));
    } catch (RuntimeException | Error e) { // there is no memory for it
      limits.release(remote.getAddress());
      throw e;
    }
  }

  @Override
  public void close() {
    loop.events().cancel(backoff);
    closeQuietly(server);
  }

  private void closeQuietly(Closeable channel) {
    try {
      channel.close();
    } catch (IOException e) {
      loop.report("closing a socket", e);
    }
  }

  private final class Backoff extends LoopTimer {
    @Override
    protected void expired() {
      key.interestOps(SelectionKey.OP_ACCEPT);
    }
  }
}
