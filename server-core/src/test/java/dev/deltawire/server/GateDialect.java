package dev.deltawire.server;

import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.DialectOptions.Dispatch;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** A dialect whose sessions ignore everything. */
final class GateDialect implements Dialect {
  boolean compression;
  Throwable failure;
  Throwable refusalFailure;
  Runnable whileAdmitting = () -> {};
  Supplier<OptionalInt> screening = OptionalInt::empty;
  Admission admission =
      new Admission.Accepted("someone", null, connection -> new IgnoringSession());

  @Override
  public String name() {
    return "test";
  }

  @Override
  public String mount() {
    return "/t";
  }

  @Override
  public DialectOptions options() {
    return new DialectOptions(
            1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Set.of("http://good"),
            Dispatch.INLINE)
        .withCompression(compression);
  }

  @Override
  public void start(Node node) {}

  @Override
  public OptionalInt screen(HttpRequest upgrade) {
    return screening.get();
  }

  @Override
  public Admission admit(HttpRequest upgrade) {
    whileAdmitting.run();
    fail(failure);
    return admission;
  }

  @Override
  public HttpResponse refusal(int status) {
    fail(refusalFailure);
    return HttpResponse.text(status, "refused " + status);
  }

  private static void fail(Throwable defect) {
    if (defect instanceof RuntimeException exception) {
      throw exception;
    } else if (defect instanceof Error error) {
      throw error;
    }
  }

  static final class IgnoringSession implements Session {
    @Override
    public void onMessage(byte[] text, int offset, int length) {}

    @Override
    public void onClosed() {}
  }
}
