package dev.deltawire.tck.echo;

import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.Transport;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.TransportProvider;
import dev.deltawire.server.spi.UpgradeHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ForkJoinPool;

/**
 * A process that echoes every message over one transport and its policies, without the core.
 *
 * <p>{@code EchoServer jdk} prints the port and serves until its standard input ends.
 */
public final class EchoServer {

  private static final int MAX_MESSAGE_BYTES = 64 << 20;

  private EchoServer() {}

  /** Serves over the transport named by the one argument. */
  public static void main(String[] args) throws IOException {
    try (Transport transport = provider(args[0]).create(options(), upgrades(), request -> none())) {
      System.out.println(transport.start().getPort());
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
  }

  private static TransportProvider provider(String name) {
    return ServiceLoader.load(TransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no transport is called " + name));
  }

  private static UpgradeHandler upgrades() {
    return (request, responder) -> {
      if (request.singleHeader("sec-websocket-key").isPresent()) {
        responder.accept(Acceptance.of(MAX_MESSAGE_BYTES, Echo::new));
      } else {
        responder.refuse(none());
      }
    };
  }

  private static HttpResponse none() {
    return HttpResponse.text(400, "WebSocket only");
  }

  private static TransportOptions options() {
    return new TransportOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        1,
        16 << 10,
        Duration.ofSeconds(10),
        1 << 10,
        100,
        100,
        128 << 10,
        Duration.ofSeconds(30),
        ForkJoinPool.commonPool(),
        System::nanoTime,
        (where, error) -> error.printStackTrace(),
        MemoryBudget.ofHeap());
  }
}
