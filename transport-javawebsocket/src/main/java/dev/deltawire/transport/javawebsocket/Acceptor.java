package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;

/**
 * The listening socket and the library's server on it.
 *
 * <p>The library closes that socket for good when {@code accept} fails, and says nothing. So it is
 * looked after: when nobody accepts any more, another server listens at the same address. Whom the
 * old one has accepted does not notice.
 */
final class Acceptor {

  /** Between two looks whether somebody accepts. */
  static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int BACKLOG = 1024;

  private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TransportOptions options;
  private final LibraryServer.Probe probe;
  private final LibraryServer.Peers peers;
  private final EventLoop events;
  private final AcceptPace pace;
  private final LoopTimer acceptAgain = new AcceptAgain();
  private final LoopTimer restEnd = new RestEnd();
  private final LoopTimer look = new Look();
  private volatile LibraryServer server;
  private InetSocketAddress address;
  private boolean deaf;
  private boolean closed;

  /**
   * An acceptor that is not started.
   *
   * @param peers whom the sockets go to
   * @param events of a loop that runs before this is started, and ends after this is closed
   */
  Acceptor(
      TransportOptions options,
      LibraryServer.Probe probe,
      LibraryServer.Peers peers,
      EventLoop events) {
    this.options = options;
    this.probe = probe;
    this.peers = peers;
    this.events = events;
    pace = new AcceptPace(options.memory()::scarce, options.nanoClock());
  }

  /** Begins to accept at the address it returns. */
  synchronized InetSocketAddress start() throws IOException {
    address = new InetSocketAddress(options.host(), options.port());
    listen();
    after(LOOK_NANOS, look);
    return address;
  }

  /** Accepts no more, and returns when the library's threads have ended. */
  synchronized void close() {
    closed = true;
    if (server != null) {
      server.end();
    }
  }

  private void listen() throws IOException {
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listening.bind(address, BACKLOG);
      address = (InetSocketAddress) listening.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      listening.close();
      throw e;
    }
    server =
        new LibraryServer(
            listening,
            probe,
            this::accept,
            options.errorHandler(),
            () -> after(ACCEPT_AGAIN_NANOS, acceptAgain));
    server.begin();
  }

  private GuardChannel accept(SocketChannel socket, WebSocketImpl connection, Runnable seen)
      throws IOException {
    GuardChannel channel = peers.accept(socket, connection, seen);
    pace.accepted();
    if (pace.rests()) {
      server.rest(() -> after(AcceptPace.REST_NANOS, restEnd));
    }
    return channel;
  }

  /** Takes some time: the threads of one server end, those of another begin. */
  private void listenAnew() {
    try {
      replaceServer();
    } finally {
      after(LOOK_NANOS, look);
    }
  }

  private synchronized void replaceServer() {
    if (closed) {
      return;
    }
    report(new IOException("Java-WebSocket accepts no more, its server is replaced"));
    server.end();
    try {
      listen();
      deaf = false;
    } catch (IOException e) {
      report(e);
      deaf = true;
    }
  }

  private void report(IOException error) {
    if (!deaf) { // once a series, not every second
      options.errorHandler().onError("accept", error);
    }
  }

  private void after(long nanos, LoopTimer timer) {
    events.execute(() -> events.schedule(timer, events.nanoTime() + nanos));
  }

  private final class AcceptAgain extends LoopTimer {
    @Override
    protected void expired() {
      server.acceptAgain();
    }
  }

  private final class RestEnd extends LoopTimer {
    @Override
    protected void expired() {
      server.rested();
    }
  }

  private final class Look extends LoopTimer {
    @Override
    protected void expired() {
      if (server.accepts()) {
        after(LOOK_NANOS, this);
        return;
      }
      try {
        options.executor().execute(Acceptor.this::listenAnew);
      } catch (RejectedExecutionException e) {
        after(LOOK_NANOS, this);
      }
    }
  }
}
