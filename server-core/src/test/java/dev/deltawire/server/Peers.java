package dev.deltawire.server;

import dev.deltawire.server.internal.net.BusyTurns;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes connections over {@link TestChannel}s, each with a session that records what it is told.
 */
final class Peers {

  static final Duration PING_INTERVAL = Duration.ofSeconds(30);
  static final Duration PONG_TIMEOUT = Duration.ofSeconds(10);

  /** Low, so that much is compressed. */
  static final int COMPRESSED_FROM = 64;

  final List<Throwable> errors = new ArrayList<>();
  private boolean deflating;
  private final ServerLimits limits;
  private final DialectOptions options;
  private final ConnectionServices services;
  private long ids;
  final MemoryBudget memory = MemoryBudget.of(Runtime.getRuntime().maxMemory());

  Peers(ServerLimits limits, Dispatch dispatch, Executor executor) {
    this(limits, options(dispatch), executor);
  }

  Peers(ServerLimits limits, DialectOptions options, Executor executor) {
    this(limits, options, executor, executor);
  }

  /** Those who ask much have {@code busyExecutor}. */
  Peers(ServerLimits limits, DialectOptions options, Executor executor, Executor busyExecutor) {
    this(limits, options, executor, new BusyTurns(busyExecutor, Integer.MAX_VALUE));
  }

  Peers(ServerLimits limits, DialectOptions options, Executor executor, BusyTurns busyTurns) {
    this.limits = limits;
    this.options = options;
    this.services =
        new ConnectionServices(
            limits,
            CompressionOptions.STANDARD.withLeastBytes(COMPRESSED_FROM),
            executor,
            busyTurns,
            (where, error) -> errors.add(error),
            memory);
  }

  static DialectOptions options(Dispatch dispatch) {
    return new DialectOptions(1 << 18, PING_INTERVAL, PONG_TIMEOUT, Set.of(), dispatch);
  }

  static Peers inline() {
    return new Peers(ServerLimits.STANDARD, Dispatch.INLINE, Runnable::run);
  }

  ServerLimits limits() {
    return limits;
  }

  /** One peer: its socket, its connection, and what its session has heard. */
  static final class Peer implements Session, Place {
    final TestChannel channel;
    final List<String> messages = new ArrayList<>();
    Consumer<String> handler = message -> {};
    ServerConnection connection;
    int closedCalls;
    int goneCalls;
    final List<Long> accepted = new ArrayList<>();

    /** Whom the connection speaks for, if for anybody. */
    String principal;

    Peer(TestChannel channel, String principal) {
      this.channel = channel;
      this.principal = principal;
    }

    void says(String message) {
      channel.listener.onText(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void onMessage(byte[] text, int offset, int length) {
      String message = new String(text, offset, length, StandardCharsets.UTF_8);
      messages.add(message);
      handler.accept(message);
    }

    @Override
    public void onAccepted(long mark) {
      accepted.add(mark);
    }

    @Override
    public void onClosed() {
      closedCalls++;
    }

    @Override
    public boolean assigned() {
      return principal != null;
    }

    @Override
    public boolean assign(String name) {
      principal = name;
      return true;
    }

    @Override
    public void giveBack() {
      goneCalls++;
    }
  }

  Peer connect(EventLoop loop) {
    return connect(loop, null);
  }

  /** A peer whose session another function makes, unless that is null. */
  Peer connect(EventLoop loop, Function<Connection, Session> factory) {
    return open(new Peer(new TestChannel(loop), "someone"), factory);
  }

  /** A peer whom nobody knows yet. */
  Peer connectAnonymously(EventLoop loop) {
    return open(new Peer(new TestChannel(loop), null), null);
  }

  /** Lets those who connect from now on inflate, or not. */
  void deflating(boolean value) {
    deflating = value;
  }

  /** What the connections of a loop share. */
  LoopContext contextOf(EventLoop loop) {
    return services.contextOf(loop);
  }

  /** Gives native memory back. */
  void close() {
    services.close();
  }

  private Peer open(Peer peer, Function<Connection, Session> factory) {
    peer.connection = new ServerConnection(++ids, services, options, peer.channel, peer, deflating);
    peer.channel.listener = peer.connection;
    peer.connection.open(factory == null ? connection -> peer : factory);
    return peer;
  }
}
