package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.CloseFrame;

/** The listening socket, the library's server on it, and the loops that own its connections. */
final class JavaWebSocketTransport implements Transport {

  private static final int BACKLOG = 1024;

  private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final LibraryServer.Probe probe;
  private final SocketLimits limits;
  private final Map<WebSocketImpl, TcpConnection> connections = new ConcurrentHashMap<>();
  private final List<SocketLoop> loops = new ArrayList<>();
  private final LoopTimer acceptAgain = new AcceptAgain();
  private final LoopTimer restEnd = new RestEnd();
  private final AcceptPace pace;
  private LibraryServer server;
  private boolean started;
  private int accepted;

  /**
   * A transport that is not started.
   *
   * @param probe {@link LibraryServer.Probe#SOCKET}, but for tests
   */
  JavaWebSocketTransport(
      TransportOptions options, UpgradeHandler upgrades, LibraryServer.Probe probe) {
    if (options.loops() < 1) {
      throw new IllegalArgumentException("loops " + options.loops());
    }
    if (options.tls().isPresent()) {
      throw new IllegalArgumentException("this transport does not speak TLS");
    }
    this.options = options;
    this.upgrades = upgrades;
    this.probe = probe;
    limits = new SocketLimits(options.maxSockets(), options.maxSocketsPerAddress());
    pace = new AcceptPace(options.memory()::scarce, options.nanoClock());
  }

  @Override
  public synchronized InetSocketAddress start() throws IOException {
    if (started) {
      throw new IllegalStateException("started already");
    }
    started = true;
    ServerSocketChannel listening = ServerSocketChannel.open();
    try {
      listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listening.bind(new InetSocketAddress(options.host(), options.port()), BACKLOG);
      InetSocketAddress address = (InetSocketAddress) listening.getLocalAddress();
      startThreads(listening);
      return address;
    } catch (IOException | RuntimeException e) {
      listening.close();
      close();
      throw e;
    }
  }

  @Override
  public Optional<InetSocketAddress> httpAddress() {
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    limits.close();
    connections.values().forEach(JavaWebSocketTransport::end);
    if (server != null) {
      server.end();
    }
    loops.forEach(SocketLoop::stop);
    loops.forEach(SocketLoop::awaitEnd);
  }

  private void startThreads(ServerSocketChannel listening) throws IOException {
    for (int i = 0; i < options.loops(); i++) {
      SocketLoop loop =
          new SocketLoop(
              "deltawire-javawebsocket-" + i,
              options.nanoClock(),
              options.writeStallTimeout(),
              options.errorHandler());
      loops.add(loop);
      loop.start();
    }
    server =
        new LibraryServer(
            listening, probe, this::accept, options.errorHandler(), this::acceptLater);
    server.begin();
  }

  private GuardChannel accept(SocketChannel socket, WebSocketImpl library) throws IOException {
    InetSocketAddress remoteAddress = (InetSocketAddress) socket.getRemoteAddress();
    socket.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
    if (!limits.acquire(remoteAddress.getAddress())) {
      throw new IOException("too many sockets");
    }
    SocketLoop loop = loops.get(Math.floorMod(accepted++, loops.size()));
    TcpConnection connection =
        new TcpConnection(loop, socket, remoteAddress, options, () -> gone(library, remoteAddress));
    connections.put(library, connection);
    Peer peer = new Peer(options, upgrades, connection, library);
    loop.events().execute(() -> loop.bulkReads().add(() -> begin(peer)));
    if (limits.closed()) {
      end(connection);
    }
    restIfScarce();
    return new GuardChannel(socket, () -> end(connection));
  }

  private void begin(Peer peer) {
    server.seen();
    peer.begin();
  }

  private void gone(WebSocketImpl library, InetSocketAddress remoteAddress) {
    connections.remove(library);
    limits.release(remoteAddress.getAddress());
    library.closeConnection(CloseFrame.ABNORMAL_CLOSE, ""); // it has been closed: this forgets it
  }

  private static void end(TcpConnection connection) {
    connection.events().execute(connection::close);
  }

  private void restIfScarce() {
    pace.accepted();
    if (pace.rests()) {
      server.rest(() -> after(AcceptPace.REST_NANOS, restEnd));
    }
  }

  private void acceptLater() {
    after(ACCEPT_AGAIN_NANOS, acceptAgain);
  }

  private void after(long nanos, LoopTimer timer) {
    EventLoop events = loops.get(0).events();
    events.execute(() -> events.schedule(timer, events.nanoTime() + nanos));
  }

  private final class RestEnd extends LoopTimer {
    @Override
    protected void expired() {
      server.rested();
    }
  }

  private final class AcceptAgain extends LoopTimer {
    @Override
    protected void expired() {
      server.acceptAgain();
    }
  }
}
