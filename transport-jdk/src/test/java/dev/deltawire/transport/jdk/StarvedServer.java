package dev.deltawire.transport.jdk;

import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import dev.deltawire.server.spi.TransportOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/** The program that {@link DescriptorsTest} runs with few descriptors. */
final class StarvedServer {

  private StarvedServer() {}

  /** Prints its port, and every report of a defect. */
  public static void main(String[] arguments) throws IOException {
    TransportOptions options =
        new TransportOptions(
            "127.0.0.1",
            0,
            Optional.empty(),
            2,
            16384,
            Duration.ofMinutes(1),
            0,
            10_000,
            10_000,
            Site.SEND_BUFFER,
            Site.WRITE_STALL,
            Executors.newFixedThreadPool(1),
            System::nanoTime,
            (where, error) -> System.out.println(where),
            MemoryBudget.ofHeap());
    System.out.println(
        new JdkTransportProvider()
            .create(
                options,
                (request, responder) -> responder.refuse(HttpResponse.text(404, "")),
                request -> HttpResponse.text(200, request.method() + request.path()))
            .start()
            .getPort());
  }
}
