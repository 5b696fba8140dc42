package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.spi.LoopTimer;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The listening socket, the library's server on it, and the loops that own its connections. */
final class JavaWebSocketTransport implements Transport {

  private static final int BACKLOG = 1024;

  /**
   * Sockets that have said much and may be read at the same time, by the library's one selector.
   */
  private static final int BUSY_READS = 8;

  private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final LibraryServer.Probe probe;
  private final SocketLimits limits;
  private final BusyTurns busyReads = new BusyTurns(Runnable::run, BUSY_READS);
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private final List<SocketLoop> loops = new ArrayList<>();
  private final LoopTimer acceptAgain = new AcceptAgain();
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
    peers.forEach(Peer::close);
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
            listening,
            probe,
            options.maxHeadBytes(),
            this::accept,
            options.errorHandler(),
            this::acceptLater);
    server.begin();
  }

  private GuardChannel accept(SocketChannel socket, SelectionKey key, ByteDraft draft)
      throws IOException {
    InetSocketAddress remoteAddress = (InetSocketAddress) socket.getRemoteAddress();
    socket.setOption(StandardSocketOptions.SO_SNDBUF, options.sendBufferBytes());
    if (!limits.acquire(remoteAddress.getAddress())) {
      throw new IOException("too many sockets");
    }
    SocketLoop loop = loops.get(Math.floorMod(accepted++, loops.size()));
    GuardChannel channel = new GuardChannel(socket, key, busyReads, loop.events());
    Peer peer = new Peer(options, upgrades, loop, remoteAddress, channel, this::gone);
    draft.belongTo(peer, channel);
    channel.tell(peer);
    peers.add(peer);
    peer.begin();
    if (limits.closed()) {
      peer.close();
    }
    return channel;
  }

  private void gone(Peer peer) {
    if (peers.remove(peer)) {
      limits.release(peer.remoteAddress().getAddress());
    }
  }

  private void acceptLater() {
    SocketLoop loop = loops.get(0);
    loop.events()
        .execute(
            () ->
                loop.events().schedule(acceptAgain, loop.events().nanoTime() + ACCEPT_AGAIN_NANOS));
  }

  private final class AcceptAgain extends LoopTimer {
    @Override
    protected void expired() {
      server.acceptAgain();
    }
  }
}
