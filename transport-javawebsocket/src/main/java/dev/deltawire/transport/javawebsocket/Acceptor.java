package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
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
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int BACKLOG = 1024;

  private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TransportOptions options;
  private final LibraryServer.Probe probe;
  private final LibraryServer.Peers peers;
  private final EventLoop events;
  private final ErrorHandler errors;
  private final AcceptPace pace;
  private final LoopTimer acceptAgain = new AcceptAgain();
  private final LoopTimer restEnd = new RestEnd();
  private final LoopTimer look = new Look();
  private volatile LibraryServer server;
  private InetSocketAddress address;

  /** Set before the server is ended: that is no failure. */
  private volatile boolean closed;

  /** Another server is on its way. */
  private volatile boolean replacing;

  /** It was tried in vain, which has been said. */
  private volatile boolean deaf;

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
    errors = ErrorHandler.guarded(options.errorHandler());
    pace = new AcceptPace(options.memory()::scarce, options.nanoClock());
  }

  /** Begins to accept at the address it returns. */
  synchronized InetSocketAddress start() throws IOException {
    address = new InetSocketAddress(options.host(), options.port());
    listen();
    after(LOOK_NANOS, look);
    return address;
  }

  /** Accepts no more, and returns when the library's thread has ended. */
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
      server =
          new LibraryServer(
              listening,
              probe,
              this::accept,
              this::report,
              () -> after(ACCEPT_AGAIN_NANOS, acceptAgain));
    } catch (Throwable t) { // nobody else has it to close
      listening.close();
      throw t;
    }
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

  /** Says that nobody accepts, and changes that elsewhere: a thread has to end, one to begin. */
  private void replaceLater() {
    report("accept", new IOException("Java-WebSocket accepts no more, its server is replaced"));
    replacing = true;
    try {
      options.executor().execute(this::replaceServer);
    } catch (Throwable t) {
      failed(t);
    }
  }

  private void replaceServer() {
    try {
      listenAnew();
      replacing = false;
    } catch (Throwable t) {
      failed(t);
    }
  }

  private synchronized void listenAnew() throws IOException {
    if (!closed) {
      server.end();
      listen();
    }
  }

  /** It will be tried again. */
  private void failed(Throwable cause) {
    report("accept", cause);
    deaf = true;
    replacing = false;
  }

  private void report(String where, Throwable error) {
    if (!deaf) { // once a series, not every second
      errors.onError(where, error);
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
      events.schedule(this, events.nanoTime() + LOOK_NANOS); // first, whatever becomes of the rest
      if (server.accepts()) {
        deaf = false;
      } else if (!replacing && !closed) {
        replaceLater();
      }
    }
  }
}
