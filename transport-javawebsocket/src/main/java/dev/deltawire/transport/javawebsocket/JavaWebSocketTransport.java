package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.java_websocket.WebSocketImpl;

/** The acceptor, with the library behind it, and the loops that own the connections. */
final class JavaWebSocketTransport implements Transport {

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final LibraryServer.Probe probe;
  private final SocketLimits limits;
  private final Map<SocketChannel, TcpConnection> connections = new ConcurrentHashMap<>();
  private final List<SocketLoop> loops = new ArrayList<>();
  private Acceptor acceptor;
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
  }

  @Override
  public synchronized InetSocketAddress start() throws IOException {
    if (started) {
      throw new IllegalStateException("started already");
    }
    started = true;
    try {
      startLoops();
      acceptor = new Acceptor(options, probe, this::accept, loops.get(0).events());
      return acceptor.start();
    } catch (IOException | RuntimeException e) {
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
    if (acceptor != null) {
      acceptor.close();
    }
    loops.forEach(SocketLoop::stop);
    loops.forEach(SocketLoop::awaitEnd);
  }

  private void startLoops() throws IOException {
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
  }

  private GuardChannel accept(SocketChannel socket, WebSocketImpl library, Runnable seen)
      throws IOException {
    InetSocketAddress remoteAddress = (InetSocketAddress) socket.getRemoteAddress();
    socket.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
    if (!limits.acquire(remoteAddress.getAddress())) {
      throw new IOException("too many sockets");
    }
    try {
      return adopt(socket, remoteAddress, library, seen);
    } catch (RuntimeException | Error e) { // there is no memory for it
      connections.remove(socket);
      limits.release(remoteAddress.getAddress());
      socket.close();
      throw e;
    }
  }

  private GuardChannel adopt(
      SocketChannel socket, InetSocketAddress remoteAddress, WebSocketImpl library, Runnable seen) {
    SocketLoop loop = loops.get(Math.floorMod(accepted++, loops.size()));
    TcpConnection connection =
        new TcpConnection(loop, socket, remoteAddress, options, () -> gone(socket, remoteAddress));
    connections.put(socket, connection);
    GuardChannel channel = new GuardChannel(socket, () -> end(connection));
    Peer peer = new Peer(options, upgrades, connection, library);
    loop.events().execute(new Newcomer(connection, peer, limits, seen));
    return channel;
  }

  private void gone(SocketChannel socket, InetSocketAddress remoteAddress) {
    connections.remove(socket);
    limits.release(remoteAddress.getAddress());
  }

  private static void end(TcpConnection connection) {
    connection.events().execute(connection::close);
  }
}
