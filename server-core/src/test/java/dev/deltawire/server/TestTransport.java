package dev.deltawire.server;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.Capability;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import dev.deltawire.server.spi.UpgradeResponder;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** A transport of one real loop, whose sockets are {@link TestChannel}s. */
final class TestTransport implements TransportProvider, Transport {

  private final Queue<TestChannel> channels = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::turn, "test-loop");
  private final EventLoop loop =
      EventLoop.create(
          () -> LockSupport.unpark(thread),
          System::nanoTime,
          (where, error) -> error.printStackTrace());
  private TransportOptions options;
  private UpgradeHandler upgrades;
  private volatile boolean running = true;
  boolean portTaken;

  @Override
  public String name() {
    return "test";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Transport create(
      TransportOptions newOptions, UpgradeHandler newUpgrades, HttpFallback fallback) {
    options = newOptions;
    upgrades = newUpgrades;
    return this;
  }

  @Override
  public InetSocketAddress start() throws IOException {
    if (portTaken) {
      throw new BindException("port taken");
    }
    thread.start();
    return InetSocketAddress.createUnresolved("test", 1);
  }

  @Override
  public Optional<InetSocketAddress> httpAddress() {
    return Optional.empty();
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the transport runs the plain requests' answers. */
  Executor httpExecutor() {
    return options.executor();
  }

  /** Runs on the loop and waits for what comes out. */
  <T> T onLoop(Supplier<T> task) {
    CompletableFuture<T> done = new CompletableFuture<>();
    loop.execute(() -> done.complete(task.get()));
    return done.join();
  }

  /** Asks for an upgrade to the path; the channel, or nothing when it was refused. */
  CompletableFuture<Optional<TestChannel>> upgrade(String path) {
    Answer answer = new Answer();
    loop.execute(() -> upgrades.upgrade(request(path), answer));
    return answer.channel;
  }

  private static HttpRequest request(String path) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("upgrade", List.of("websocket"));
    headers.put("connection", List.of("Upgrade"));
    headers.put("sec-websocket-key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
    headers.put("sec-websocket-version", List.of("13"));
    InetSocketAddress peer = InetSocketAddress.createUnresolved("peer", 1);
    return new HttpRequest("GET", path, Optional.empty(), headers, peer, new byte[0]);
  }

  private void turn() {
    loop.enter();
    while (running) {
      loop.runPending();
      if (loop.mayWait()) {
        LockSupport.parkNanos(1_000_000);
      }
      loop.waited();
    }
    channels.forEach(TestChannel::terminate);
    loop.runPending();
  }

  /** Upgrades on the loop, as a responder has to. */
  private final class Answer implements UpgradeResponder {
    private final CompletableFuture<Optional<TestChannel>> channel = new CompletableFuture<>();

    @Override
    public void accept(Acceptance acceptance) {
      loop.execute(
          () -> {
            TestChannel accepted = new TestChannel(loop);
            accepted.listener = acceptance.listener().apply(accepted);
            channels.add(accepted);
            channel.complete(Optional.of(accepted));
          });
    }

    @Override
    public void refuse(HttpResponse response) {
      channel.complete(Optional.empty());
    }
  }
}
