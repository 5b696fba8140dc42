package dev.deltawire.tck;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Compression;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import dev.deltawire.server.spi.WebSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One transport under test, with the core played by the test.
 *
 * <p>Closing it fails the test when a listener was called against the grammar, or when the error
 * handler heard of something that the test has not fetched.
 */
final class Rig implements AutoCloseable {

  /** How long nothing has to happen for a test to believe that nothing will. */
  static final Duration QUIET = Duration.ofMillis(150);

  static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final BlockingQueue<CoreSide> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Throwable> errors = new LinkedBlockingQueue<>();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
  private final Transport transport;
  private final Optional<TestTls> tls;
  private InetSocketAddress address;
  private volatile UpgradeHandler upgrades = this::judge;
  private volatile CoreSide.Hook hook = (core, event) -> {};
  private volatile int maxMessageBytes = MAX_MESSAGE_BYTES;
  private volatile boolean takesBinary;

  private Rig(TransportProvider provider, RigOptions options) {
    tls = options.tls();
    transport =
        provider.create(
            transportOptions(options),
            (request, responder) -> upgrades.upgrade(request, responder),
            options.fallback());
  }

  /** Makes a transport that is not started. */
  static Rig create(TransportProvider provider, RigOptions options) {
    return new Rig(provider, options);
  }

  /** Makes and starts a transport. */
  static Rig start(TransportProvider provider, RigOptions options) throws IOException {
    Rig rig = new Rig(provider, options);
    try {
      rig.start();
      return rig;
    } catch (IOException e) {
      rig.close();
      throw e;
    }
  }

  InetSocketAddress start() throws IOException {
    address = transport.start();
    return address;
  }

  Transport transport() {
    return transport;
  }

  InetSocketAddress address() {
    return address;
  }

  /** Sets who decides on the handshakes from now on. */
  Rig upgrades(UpgradeHandler handler) {
    upgrades = handler;
    return this;
  }

  /** Sets what is done within the calls of the connections from now on. */
  Rig hook(CoreSide.Hook work) {
    hook = work;
    return this;
  }

  /** Sets the message limit of the connections from now on. */
  Rig maxMessageBytes(int bytes) {
    maxMessageBytes = bytes;
    return this;
  }

  /** Lets the connections from now on take binary messages. */
  Rig takesBinary() {
    takesBinary = true;
    return this;
  }

  /** A TCP connection to the transport. */
  RawPeer dial() throws IOException {
    return RawPeer.connect(address, 0, tls);
  }

  /** An upgraded connection, seen from both sides. */
  Link connect() throws Exception {
    return link(dial());
  }

  /** The same with a client that has small kernel buffers. */
  Link connectNarrow() throws Exception {
    return link(RawPeer.connect(address, 64 << 10, tls));
  }

  /** The core's side of the connection that was accepted next. */
  CoreSide accepted() throws InterruptedException {
    CoreSide core = accepted.poll(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
    if (core == null) {
      throw new AssertionError("no listener was made in time");
    }
    return core;
  }

  /** Whether a listener is made within a short while. */
  boolean acceptsSoon() throws InterruptedException {
    return accepted.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS) != null;
  }

  /** The next defect that the error handler hears of. */
  Throwable error() throws InterruptedException {
    Throwable error = errors.poll(Patience.duration().toMillis(), TimeUnit.MILLISECONDS);
    if (error == null) {
      throw new AssertionError("the error handler heard nothing in time");
    }
    return error;
  }

  /** Accepts with this rig's core and limit. Thread: any. */
  void accept(UpgradeResponder responder, Optional<String> subprotocol) {
    responder.accept(acceptance().withSubprotocol(subprotocol));
  }

  /** Accepts with this rig's core and limit, and with what is agreed on compression. */
  void accept(UpgradeResponder responder, Compression compression) {
    responder.accept(acceptance().withCompression(Optional.of(compression)));
  }

  /** Accepts and has something done while the listener is being made. */
  void accept(UpgradeResponder responder, Consumer<CoreSide> whileMade) {
    responder.accept(
        Acceptance.of(
            maxMessageBytes,
            channel -> {
              CoreSide core = listener(channel);
              whileMade.accept(core);
              return core;
            }));
  }

  private Acceptance acceptance() {
    return Acceptance.of(maxMessageBytes, this::listener);
  }

  @Override
  public void close() {
    transport.close();
    executor.shutdownNow();
    if (!breaches.isEmpty()) {
      throw new AssertionError("against the grammar of WebSocketListener: " + breaches);
    }
    Throwable error = errors.poll();
    if (error != null) {
      throw new AssertionError("the error handler heard of a defect", error);
    }
  }

  private CoreSide listener(WebSocketChannel channel) {
    CoreSide core = new CoreSide(channel, takesBinary, hook, breaches);
    accepted.add(core);
    return core;
  }

  /** The core's checks of key and version; everything else is welcome. */
  private void judge(HttpRequest request, UpgradeResponder responder) {
    boolean keyed =
        request.singleHeader("sec-websocket-key").filter(k -> k.length() == 24).isPresent();
    if (keyed) {
      accept(responder, Optional.empty());
    } else {
      responder.refuse(HttpResponse.text(400, "bad handshake"));
    }
  }

  private Link link(RawPeer peer) throws Exception {
    WireResponse response = peer.upgrade("/");
    if (response.status() != 101) {
      peer.close();
      throw new AssertionError("the handshake was answered by " + response.status());
    }
    return new Link(peer, accepted());
  }

  private TransportOptions transportOptions(RigOptions options) {
    return new TransportOptions(
        "127.0.0.1",
        options.port(),
        tls.map(secure -> new TlsOptions(secure::serverEngine, executor)),
        1,
        RigOptions.MAX_HEAD_BYTES,
        options.headTimeout(),
        RigOptions.MAX_BODY_BYTES,
        options.maxSockets(),
        options.maxSocketsPerAddress(),
        RigOptions.SEND_BUFFER_BYTES,
        RigOptions.WRITE_STALL_TIMEOUT,
        executor,
        System::nanoTime,
        (where, error) -> errors.add(error),
        options.memory());
  }

  /** Both ends of one connection; closing it closes the peer's. */
  record Link(RawPeer peer, CoreSide core) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      peer.close();
    }
  }
}
