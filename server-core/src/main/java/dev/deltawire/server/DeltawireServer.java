package dev.deltawire.server;

import dev.deltawire.server.spi.Backplane;
import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A server: some dialects on one transport.
 *
 * <p>Nothing is bound and no thread runs before {@link #start()}. Thread: any.
 */
public final class DeltawireServer implements AutoCloseable {

  private final Map<String, MountedDialect> mounts;
  private final ConnectionRegistry registry;
  private final ServerThreads threads = new ServerThreads();

  /** Of newcomers alone: who is in does not wait behind a flood of them. */
  private final ExecutorService admissions = threads.strangers("deltawire-admission-");

  /** Of sessions and new certificates: no slow engine or HTTP peer holds them up. */
  private final ExecutorService sessionWorkers = threads.quiet("deltawire-session-");

  /** Of sessions whose peers ask much. */
  private final ExecutorService busyWorkers = threads.workers("deltawire-busy-");

  /** Of plain requests. */
  private final ExecutorService httpWorkers = threads.strangers("deltawire-http-");

  private final ExecutorService workers = threads.workers("deltawire-worker-");

  /** Of handshakes alone, which are nothing but work. */
  private final ThreadPoolExecutor tlsWorkers = threads.computing("deltawire-tls-");

  private final ScheduledExecutorService scheduler = ServerThreads.scheduler();
  private final Backplane backplane;
  private final NodeTopics topics;
  private final ServerNode node;
  private final ConnectionServices services;
  private final BusyWorkers newcomers;
  private final BusyWorkers requests;
  private final UpgradeGate gate;
  private final HttpFallback http;
  private final Transport transport;
  private final Optional<Tls> tls;

  /** Those that have been told to start, and not yet to stop. */
  private final Queue<Dialect> running = new ConcurrentLinkedQueue<>();

  private boolean started;
  private InetSocketAddress address;

  private DeltawireServer(Builder configuration) {
    mounts = MountedDialect.byMount(configuration.dialects);
    ErrorHandler errors = ErrorHandler.guarded(configuration.errorHandler);
    ServerLimits limits = configuration.limits;
    backplane = configuration.backplane;
    topics = new NodeTopics(backplane, errors);
    StreamRegistry streams =
        new StreamRegistry(configuration.retention, RunningText.ofHeap(), configuration.nanoClock);
    node = new ServerNode(streams, topics, workers, scheduler, configuration.clock, errors);
    registry = new ConnectionRegistry(limits.maxConnections());
    services =
        new ConnectionServices(
            limits,
            configuration.usableCompression(),
            sessionWorkers,
            ServerThreads.busy(busyWorkers, scheduler, configuration.nanoClock).turns(),
            errors,
            configuration.memory);
    newcomers = ServerThreads.busy(admissions, scheduler, configuration.nanoClock);
    requests = ServerThreads.busy(httpWorkers, scheduler, configuration.nanoClock);
    gate = new UpgradeGate(mounts, services, registry, newcomers::run);
    http = new MountGuard(mounts, configuration.fallback);
    tls = configuration.tls;
    TransportOptions options = configuration.transportOptions(requests::run, tlsWorkers, errors);
    transport = configuration.provider.create(options, gate, http);
  }

  /** Starts a server's configuration. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Binds, starts the loops and returns the address that serves WebSocket connections. Once, and
   * not after a close; what fails to start is closed.
   */
  public synchronized InetSocketAddress start() throws IOException {
    if (started) {
      throw new IllegalStateException("started or closed already");
    }
    started = true;
    try {
      topics.start();
      mounts.values().forEach(mounted -> start(mounted.dialect()));
      address = transport.start();
      tls.ifPresent(this::watch);
      return address;
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Has the files of {@code secure} read again whenever they change. */
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the scheduler
  private void watch(Tls secure) {
    long interval = secure.checkInterval().toNanos();
    Runnable check = () -> sessionWorkers.execute(() -> secure.renew(node.errorHandler()));
    scheduler.scheduleWithFixedDelay(check, interval, interval, TimeUnit.NANOSECONDS);
  }

  private void start(Dialect dialect) {
    running.add(dialect);
    dialect.start(node);
  }

  /** Where WebSocket connections are served. Throws {@link IllegalStateException} before start. */
  public synchronized InetSocketAddress address() {
    if (address == null) {
      throw new IllegalStateException("not started");
    }
    return address;
  }

  /** Where plain HTTP is served: the same address, or none if the transport can't. */
  public Optional<InetSocketAddress> httpAddress() {
    return transport.httpAddress();
  }

  /** What answers plain HTTP requests here, for a server of the embedder's on another port. */
  public HttpFallback httpFallback() {
    return http;
  }

  /** The streams, for embedders that produce text outside of a dialect. */
  public Streams streams() {
    return node.streams();
  }

  /** Publish and subscribe, for embedders. */
  public Topics topics() {
    return topics;
  }

  /** Connections that are open now. */
  public int connections() {
    return registry.open().size();
  }

  /**
   * Ends gracefully: new upgrades get 503, every connection gets its queued frames and then
   * close 1001, idle ones first; whatever is left after {@code timeout} is dropped. Then closes.
   * Thread: any but a loop's.
   */
  public void drain(Duration timeout) {
    gate.startDraining();
    try {
      new Drain(registry, timeout).run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  /**
   * Drops all connections and ends, as soon as all sessions have heard of it and what they left to
   * do is done, or after two seconds. Idempotent. Thread: any but a loop's.
   */
  @Override
  public void close() {
    startNoMore();
    gate.startDraining();
    transport.close();
    services.busyTurns().open();
    newcomers.turns().open();
    requests.turns().open();
    services.close();
    httpWorkers.shutdownNow();
    tlsWorkers.shutdownNow();
    ServerThreads.end(admissions, sessionWorkers, busyWorkers);
    ServerThreads.end(workers); // for what those have handed over
    ServerThreads.end(scheduler); // it may be telling a session of its end
    threads.close();
    stopDialects();
    backplane.close();
  }

  /** Waits for a start that is under way; there is none after this. */
  private synchronized void startNoMore() {
    started = true;
  }

  private void stopDialects() {
    for (Dialect dialect = running.poll(); dialect != null; dialect = running.poll()) {
      try {
        dialect.stop();
      } catch (RuntimeException e) { // its defect keeps nothing else from ending
        node.errorHandler().onError("stop", e);
      }
    }
  }

  /** Configures a server; each method returns this builder. */
  public static final class Builder {

    /** The least room for sockets that are not upgraded, or will not be. */
    private static final long SOCKETS_BESIDE_CONNECTIONS = 1024;

    private final List<Dialect> dialects = new ArrayList<>();
    private TransportProvider provider;
    private String host = "127.0.0.1";
    private int port;
    private Optional<Tls> tls = Optional.empty();
    private int loops = Runtime.getRuntime().availableProcessors();
    private ServerLimits limits = ServerLimits.STANDARD;
    private CompressionOptions compression = CompressionOptions.STANDARD;
    private StreamRetention retention = StreamRetention.STANDARD;
    private HttpFallback fallback = request -> HttpResponse.text(404, "not found");
    private Backplane backplane = MemoryBackplane.create();
    private MemoryBudget memory = MemoryBudget.ofHeap();
    private ErrorHandler errorHandler = ErrorHandler.logging();
    private LongSupplier nanoClock = System::nanoTime;
    private InstantSource clock = InstantSource.system();

    private Builder() {}

    /** The transport of this name, found by {@link ServiceLoader}; throws if there is none. */
    public Builder transport(String name) {
      return transport(InstalledTransports.load().named(name));
    }

    /** The transport. Without one, the only one that {@link ServiceLoader} finds. */
    public Builder transport(TransportProvider transportProvider) {
      provider = Objects.requireNonNull(transportProvider);
      return this;
    }

    /** The address to bind; the loopback address by default. */
    public Builder host(String value) {
      host = Objects.requireNonNull(value);
      return this;
    }

    /** The port to bind; 0, the default, picks a free one. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Has everything served by TLS, and nothing without; off by default. */
    public Builder tls(Tls value) {
      tls = Optional.of(value);
      return this;
    }

    /** Event loops; one a core by default. */
    public Builder loops(int value) {
      loops = value;
      return this;
    }

    /** Adds a dialect on its mount. */
    public Builder dialect(Dialect dialect) {
      dialects.add(Objects.requireNonNull(dialect));
      return this;
    }

    /** Limits and timers of the server. */
    public Builder limits(ServerLimits value) {
      limits = Objects.requireNonNull(value);
      return this;
    }

    /** Whether and how messages are compressed, in dialects that allow it. */
    public Builder compression(CompressionOptions value) {
      compression = Objects.requireNonNull(value);
      return this;
    }

    /** How long ended streams can be resumed. */
    public Builder retention(StreamRetention value) {
      retention = Objects.requireNonNull(value);
      return this;
    }

    /** Answers plain HTTP requests outside the mounts; 404 by default. */
    public Builder http(HttpFallback value) {
      fallback = Objects.requireNonNull(value);
      return this;
    }

    /** What connects several nodes; nothing by default. The server closes it. */
    public Builder backplane(Backplane value) {
      backplane = Objects.requireNonNull(value);
      return this;
    }

    /** What peers may make the server hold; a quarter of the heap by default. */
    public Builder memory(MemoryBudget value) {
      memory = Objects.requireNonNull(value);
      return this;
    }

    /** Hears of defects; logs them by default. */
    public Builder errorHandler(ErrorHandler value) {
      errorHandler = Objects.requireNonNull(value);
      return this;
    }

    /** The monotonic clock of heartbeats and deadlines, in nanoseconds. */
    public Builder nanoClock(LongSupplier value) {
      nanoClock = Objects.requireNonNull(value);
      return this;
    }

    /** The wall clock. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value);
      return this;
    }

    /** Makes the server; throws {@link IllegalArgumentException} for what can't be served. */
    public DeltawireServer build() {
      if (provider == null) {
        provider = InstalledTransports.load().only();
      }
      if (tls.isPresent() && !provider.capabilities().contains(Capability.TLS)) {
        throw new IllegalArgumentException("transport " + provider.name() + " does not speak TLS");
      }
      return new DeltawireServer(this);
    }

    private CompressionOptions usableCompression() {
      boolean able = provider.capabilities().contains(Capability.COMPRESSION);
      return able ? compression : CompressionOptions.OFF;
    }

    private TransportOptions transportOptions(
        Executor httpWorkers, ThreadPoolExecutor tlsWorkers, ErrorHandler errors) {
      return new TransportOptions(
          host,
          port,
          tls.map(secure -> tlsOptions(secure, tlsWorkers)),
          loops,
          limits.maxHeadBytes(),
          limits.headTimeout(),
          limits.maxBodyBytes(),
          maxSockets(),
          limits.maxSocketsPerAddress(),
          limits.sendBufferBytes(),
          limits.writeStallTimeout(),
          httpWorkers,
          nanoClock,
          errors,
          memory);
    }

    private static TlsOptions tlsOptions(Tls secure, ThreadPoolExecutor workers) {
      return new TlsOptions(secure::engine, workers, () -> ServerThreads.manyWait(workers));
    }

    /** Beside the connections there is room for peers that are to be answered, with 503 too. */
    private int maxSockets() {
      long beside = Math.max(limits.maxConnections(), SOCKETS_BESIDE_CONNECTIONS);
      return (int) Math.min(Integer.MAX_VALUE, limits.maxConnections() + beside);
    }
  }
}
