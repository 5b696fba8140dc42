package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.net.AcceptPace;
import dev.deltawire.server.internal.net.SocketLimits;
import dev.deltawire.server.internal.net.SocketLoop;
import dev.deltawire.server.internal.net.TcpConnection;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** The listening socket and its loops; the first loop accepts for all. */
final class JdkTransport implements Transport {

  private static final int BACKLOG = 1024;

  private final TransportOptions options;
  private final HttpSettings settings;
  private final UnaryOperator<Acceptor.Source> sources;
  private final List<SocketLoop> loops = new ArrayList<>();
  private InetSocketAddress address;

  /**
   * A transport that is not started.
   *
   * @param sources wraps where sockets come from; the identity, but for tests
   */
  JdkTransport(HttpSettings settings, UnaryOperator<Acceptor.Source> sources) {
    this.options = settings.options();
    this.settings = settings;
    this.sources = sources;
  }

  @Override
  public synchronized InetSocketAddress start() throws IOException {
    if (address != null) {
      throw new IllegalStateException("started already");
    }
    Rehearsal.run();
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      server.bind(new InetSocketAddress(options.host(), options.port()), BACKLOG);
      server.configureBlocking(false);
      openLoops();
      openAcceptor(server);
      address = (InetSocketAddress) server.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      server.close();
      close();
      throw e;
    }
    loops.forEach(SocketLoop::start);
    return address;
  }

  private void openLoops() throws IOException {
    for (int i = 0; i < options.loops(); i++) {
      loops.add(
          new SocketLoop(
              "deltawire-jdk-loop-" + i,
              options.nanoClock(),
              options.writeStallTimeout(),
              options.errorHandler()));
    }
  }

  private void openAcceptor(ServerSocketChannel server) throws IOException {
    SocketLimits limits = new SocketLimits(options.maxSockets(), options.maxSocketsPerAddress());
    Acceptor.Source source = sources.apply(server::accept);
    new Acceptor(loops.get(0), server, source, limits, options.sendBufferBytes(), new Adoption())
        .open();
  }

  @Override
  public synchronized Optional<InetSocketAddress> httpAddress() {
    return Optional.ofNullable(address);
  }

  @Override
  public void close() {
    List<SocketLoop> running;
    synchronized (this) {
      running = List.copyOf(loops);
    }
    running.stream().limit(1).forEach(JdkTransport::end); // which hands sockets to the others
    running.forEach(SocketLoop::stop);
    running.forEach(SocketLoop::awaitEnd);
  }

  private static void end(SocketLoop loop) {
    loop.stop();
    loop.awaitEnd();
  }

  /** Spreads sockets over the loops; while handshakes are many or memory is scarce, they wait. */
  private final class Adoption implements Acceptor.Target {

    private final BooleanSupplier busy = options.tls().map(TlsOptions::busy).orElse(() -> false);
    private final AcceptPace pace = new AcceptPace(options.memory()::scarce, options.nanoClock());
    private int adopted;

    @Override
    public boolean busy() {
      return busy.getAsBoolean() || pace.rests();
    }

    @Override
    public void adopt(SocketChannel socket, InetSocketAddress remoteAddress, Runnable onClose) {
      pace.accepted();
      SocketLoop loop = loops.get(adopted);
      adopted = (adopted + 1) % loops.size();
      loop.events().execute(() -> begin(loop, socket, remoteAddress, onClose));
    }

    private void begin(
        SocketLoop loop, SocketChannel socket, InetSocketAddress remoteAddress, Runnable onClose) {
      TcpConnection connection;
      try {
        connection = new TcpConnection(loop, socket, remoteAddress, options, onClose);
      } catch (Throwable t) { // nobody else closes it, and gives its place back
        onClose.run();
        close(loop, socket);
        throw t;
      }
      begin(connection);
    }

    private void begin(TcpConnection connection) {
      try {
        new HttpSession(connection, settings).begin();
      } catch (Throwable t) {
        connection.close();
        throw t;
      }
    }

    private static void close(SocketLoop loop, SocketChannel socket) {
      try {
        socket.close();
      } catch (IOException e) {
        loop.report("closing a socket", e);
      }
    }
  }
}
