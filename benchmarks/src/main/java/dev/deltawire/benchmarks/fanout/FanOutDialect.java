package dev.deltawire.benchmarks.fanout;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.HomeEncoder;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.server.Connection;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.StreamOptions;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.server.spi.DialectOptions;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.HttpResponse;
import dev.deltawire.server.spi.Node;
import dev.deltawire.server.spi.Session;
import java.time.Duration;
import java.util.Set;

/** A dialect without a client's side: whoever connects receives the one stream, in home's words. */
final class FanOutDialect implements Dialect {

  static final String MOUNT = "/fan-out";

  private static final int MAX_MESSAGE_BYTES = 1024;
  private static final Duration NO_HEARTBEAT = Duration.ofHours(1);

  private final StreamOptions streamOptions;
  private final WireFormat<HomeServerFrame> format = new HomeFormat();
  private TextStream<HomeServerFrame> stream;

  FanOutDialect(StreamOptions streamOptions) {
    this.streamOptions = streamOptions;
  }

  TextStream<HomeServerFrame> stream() {
    return stream;
  }

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public String mount() {
    return MOUNT;
  }

  @Override
  public DialectOptions options() {
    return new DialectOptions(
        MAX_MESSAGE_BYTES, NO_HEARTBEAT, NO_HEARTBEAT, Set.of(), DialectOptions.Dispatch.INLINE);
  }

  @Override
  public void start(Node node) {
    stream = node.streams().open("fan-out", streamOptions);
  }

  @Override
  public Admission admit(HttpRequest upgrade) {
    return new Admission.Accepted("load", null, this::join);
  }

  @Override
  public HttpResponse refusal(int status) {
    return HttpResponse.text(status, "refused");
  }

  private Session join(Connection connection) {
    JoinResult result = connection.join(stream, format, 0);
    if (result != JoinResult.JOINED) {
      throw new IllegalStateException("join: " + result);
    }
    return new Silent();
  }

  /** Receivers say nothing. */
  private static final class Silent implements Session {
    @Override
    public void onMessage(byte[] text, int offset, int length) {
      throw new IllegalStateException("a receiver has spoken");
    }

    @Override
    public void onClosed() {}
  }

  private static final class HomeFormat implements WireFormat<HomeServerFrame> {
    private final DeltaTemplate template = HomeEncoder.delta(HomeDelta.CONVERSATION);

    @Override
    public DeltaTemplate delta() {
      return template;
    }

    @Override
    public void encode(HomeServerFrame event, JsonWriter out) {
      HomeEncoder.encode(event, out);
    }
  }
}
