package dev.deltawire.benchmarks.peers;

import dev.deltawire.server.Connection;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** A dialect that admits everybody and knows one kind of session. */
final class BenchmarkDialect implements Dialect {

  private static final int MAX_MESSAGE_BYTES = 1 << 16;
  private static final Duration HEARTBEAT = Duration.ofSeconds(30);

  private final String mount;
  private final Function<Connection, Session> sessions;

  BenchmarkDialect(String mount, Function<Connection, Session> sessions) {
    this.mount = mount;
    this.sessions = sessions;
  }

  @Override
  public String name() {
    return "benchmark";
  }

  @Override
  public String mount() {
    return mount;
  }

  @Override
  public DialectOptions options() {
    return new DialectOptions(
        MAX_MESSAGE_BYTES, HEARTBEAT, HEARTBEAT, Set.of(), DialectOptions.Dispatch.INLINE);
  }

  @Override
  public void start(Node node) {}

  @Override
  public Admission admit(HttpRequest upgrade) {
    return new Admission.Accepted("load", null, sessions);
  }

  @Override
  public HttpResponse refusal(int status) {
    return HttpResponse.text(status, "refused");
  }
}
