package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.ErrorHandler;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TlsOptions;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A started transport on a free port of the loopback address, with small limits. */
final class Site implements AutoCloseable {

  static final int MAX_MESSAGE = 1 << 20;
  static final int MAX_HEAD = 2048;
  static final int MAX_BODY = 4096;
  static final int SEND_BUFFER = 128 << 10;
  static final Duration WRITE_STALL = Duration.ofSeconds(60);

  final Queue<Throwable> defects = new ConcurrentLinkedQueue<>();
  final InetSocketAddress address;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final JdkTransport transport;

  private Site(Plan plan) throws IOException {
    HttpSettings settings = plan.settings(executor, (where, error) -> defects.add(error));
    transport = new JdkTransport(settings, plan.sources);
    address = transport.start();
  }

  JdkTransport transport() {
    return transport;
  }

  @Override
  public void close() {
    transport.close();
    executor.shutdownNow();
  }

  static Plan plan() {
    return new Plan();
  }

  /** Accepts every upgrade. */
  static UpgradeHandler accepting(Function<WebSocketChannel, WebSocketListener> listener) {
    return (request, responder) -> responder.accept(Acceptance.of(MAX_MESSAGE, listener));
  }

  /** What a test wants to differ. */
  static final class Plan {
    Optional<TlsOptions> tls = Optional.empty();
    int loops = 2;
    Duration headTimeout = Duration.ofSeconds(10);
    int maxSockets = 1000;
    int maxSocketsPerAddress = 1000;
    UpgradeHandler upgrades = accepting(Echo::new);
    HttpFallback fallback = request -> HttpResponse.text(200, request.method() + request.path());
    UnaryOperator<Acceptor.Source> sources = UnaryOperator.identity();
    MemoryBudget memory = MemoryBudget.ofHeap();
    Optional<Executor> executor = Optional.empty();

    Plan upgrades(UpgradeHandler value) {
      upgrades = value;
      return this;
    }

    Plan listener(Function<WebSocketChannel, WebSocketListener> value) {
      return upgrades(accepting(value));
    }

    Plan fallback(HttpFallback value) {
      fallback = value;
      return this;
    }

    Plan headTimeout(Duration value) {
      headTimeout = value;
      return this;
    }

    HttpSettings settings(Executor workers, ErrorHandler errors) {
      TransportOptions options =
          new TransportOptions(
              "127.0.0.1",
              0,
              tls,
              loops,
              MAX_HEAD,
              headTimeout,
              MAX_BODY,
              maxSockets,
              maxSocketsPerAddress,
              SEND_BUFFER,
              WRITE_STALL,
              executor.orElse(workers),
              System::nanoTime,
              errors,
              memory);
      return new HttpSettings(options, upgrades, fallback);
    }

    Site start() throws IOException {
      return new Site(this);
    }
  }
}
