package dev.deltawire.tck;

import dev.deltawire.server.spi.HttpFallback;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.MemoryBudget;
import java.time.Duration;
import java.util.Optional;

/** What one rule wants a transport to be started with. */
record RigOptions(
    int port,
    Duration headTimeout,
    int maxSockets,
    int maxSocketsPerAddress,
    HttpFallback fallback,
    MemoryBudget memory,
    Optional<TestTls> tls) {

  static final int MAX_HEAD_BYTES = 16384;
  static final int MAX_BODY_BYTES = 1000;
  static final int SEND_BUFFER_BYTES = 128 << 10;
  static final Duration WRITE_STALL_TIMEOUT = Duration.ofSeconds(60);

  static final RigOptions STANDARD =
      new RigOptions(
          0,
          Duration.ofSeconds(10),
          1000,
          1000,
          request -> HttpResponse.text(404, "not found"),
          MemoryBudget.ofHeap(),
          Optional.empty());

  RigOptions withPort(int value) {
    return new RigOptions(
        value, headTimeout, maxSockets, maxSocketsPerAddress, fallback, memory, tls);
  }

  RigOptions withHeadTimeout(Duration value) {
    return new RigOptions(port, value, maxSockets, maxSocketsPerAddress, fallback, memory, tls);
  }

  RigOptions withMaxSockets(int value) {
    return new RigOptions(port, headTimeout, value, maxSocketsPerAddress, fallback, memory, tls);
  }

  RigOptions withMaxSocketsPerAddress(int value) {
    return new RigOptions(port, headTimeout, maxSockets, value, fallback, memory, tls);
  }

  RigOptions withFallback(HttpFallback value) {
    return new RigOptions(port, headTimeout, maxSockets, maxSocketsPerAddress, value, memory, tls);
  }

  RigOptions withMemory(MemoryBudget value) {
    return new RigOptions(
        port, headTimeout, maxSockets, maxSocketsPerAddress, fallback, value, tls);
  }

  RigOptions withTls(Optional<TestTls> value) {
    return new RigOptions(
        port, headTimeout, maxSockets, maxSocketsPerAddress, fallback, memory, value);
  }
}
