package dev.deltawire.tck;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The contract's own transport: blocking sockets, two threads a connection and one event loop.
 *
 * <p>Simple enough to be judged by reading it; it shows that the contract can be kept, and,
 * sabotaged, that each of its rules can fail.
 */
final class ReferenceTransport implements Transport {

  private final TransportOptions options;
  private final UpgradeHandler upgrades;
  private final HttpFallback fallback;
  private final Sabotage sabotage;
  private final ReferenceLoop loop;
  private final Map<Socket, ReferencePeer> peers = new ConcurrentHashMap<>();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private ServerSocket listening;
  private int leaked;

  ReferenceTransport(
      TransportOptions options, UpgradeHandler upgrades, HttpFallback fallback, Sabotage sabotage) {
    this.options = options;
    this.upgrades = upgrades;
    this.fallback = fallback;
    this.sabotage = sabotage;
    loop = new ReferenceLoop(options, sabotage);
    if (sabotage.breaks(2)) {
      bindTooEarly();
    }
  }

  @Override
  public InetSocketAddress start() throws IOException {
    if (sabotage.breaks(3)) {
      loop.start();
    }
    if (listening == null) {
      listening = bind();
    }
    if (!sabotage.breaks(3)) {
      loop.start();
    }
    spawn("reference-accept", this::acceptAll);
    int port = sabotage.breaks(1) ? 0 : listening.getLocalPort();
    return new InetSocketAddress(options.host(), port);
  }

  @Override
  public Optional<InetSocketAddress> httpAddress() {
    return sabotage.breaks(5)
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(options.host(), listening.getLocalPort()));
  }

  @Override
  public void close() {
    if (listening == null) {
      return;
    }
    closeQuietly(listening);
    for (ReferencePeer peer : peers.values()) {
      peer.terminate();
    }
    for (Thread thread : threads) {
      join(thread);
    }
    loop.stop();
  }

  TransportOptions options() {
    return options;
  }

  UpgradeHandler upgrades() {
    return upgrades;
  }

  HttpFallback fallback() {
    return fallback;
  }

  ReferenceLoop loop() {
    return loop;
  }

  /** Starts one of the threads that {@link #close} waits for. */
  void spawn(String name, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              work.run();
              threads.remove(Thread.currentThread());
            },
            name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  /** Frees the place of a peer that has gone. */
  void gone(ReferencePeer peer) {
    boolean leaks = peer.upgraded() ? sabotage.breaks(66) : sabotage.breaks(29);
    if (peers.remove(peer.socket()) != null && leaks) {
      leaked++;
    }
  }

  private void acceptAll() {
    while (!listening.isClosed()) {
      try {
        admit(listening.accept());
      } catch (IOException e) { // closed, or a peer that was gone before it was accepted
        Thread.onSpinWait();
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    if (full(socket.getInetAddress())) {
      socket.close();
      return;
    }
    socket.setTcpNoDelay(true);
    if (!sabotage.breaks(49)) {
      socket.setSendBufferSize(options.sendBufferBytes());
    }
    ReferencePeer peer = new ReferencePeer(this, socket, sabotage);
    peers.put(socket, peer);
    if (listening.isClosed()) {
      peer.terminate(); // close has not seen it
    }
    spawn("reference-reader", peer::run);
  }

  private boolean full(InetAddress address) {
    long sameAddress =
        peers.keySet().stream().filter(s -> s.getInetAddress().equals(address)).count();
    boolean tooMany = peers.size() + leaked >= options.maxSockets();
    boolean tooManyThere = sameAddress + leaked >= options.maxSocketsPerAddress();
    return (tooMany && !sabotage.breaks(27)) || (tooManyThere && !sabotage.breaks(28));
  }

  private ServerSocket bind() throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(options.host(), options.port()), 512);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private void bindTooEarly() {
    try {
      listening = bind();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) { // closed it is
      throw new UncheckedIOException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
