package dev.deltawire.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.JsonWriter;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What docs/dialects.md shows of a sixth dialect; {@link DialectsPageTest} runs it. */
final class CaptionsExample {

  private CaptionsExample() {}

  // page begin
  /** Whoever connects reads along what anybody says: {@code {"say":"…"}}, {@code {"end":true}}. */
  static final class CaptionsDialect implements Dialect {

    private final AtomicLong listeners = new AtomicLong();
    private volatile TextStream<String> captions;

    @Override
    public String name() {
      return "captions";
    }

    @Override
    public String mount() {
      return "/captions";
    }

    @Override
    public DialectOptions options() {
      return new DialectOptions(
          4096,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Set.of(),
          DialectOptions.Dispatch.INLINE);
    }

    @Override
    public void start(Node node) {
      captions = node.streams().open("captions", StreamOptions.STANDARD);
    }

    @Override
    public Admission admit(HttpRequest upgrade) {
      String principal = "listener " + listeners.incrementAndGet();
      return new Admission.Accepted(principal, null, Listener::new);
    }

    @Override
    public HttpResponse refusal(int status) {
      return HttpResponse.json(status, "{\"refused\":" + status + "}");
    }

    private final class Listener implements Session {

      private final Connection connection;

      Listener(Connection connection) {
        this.connection = connection;
        connection.join(captions, CaptionsFormat.SHARED, captions.length());
      }

      @Override
      public void onMessage(byte[] text, int offset, int length) {
        Optional<RawJsonView> message =
            JsonText.parse(text, offset, offset + length).map(RawJsonView::of);
        Optional<String> words = message.flatMap(m -> m.member("say")).flatMap(RawJsonView::string);
        if (words.isPresent()) {
          captions.append(words.get());
        } else if (message.flatMap(m -> m.member("end")).isPresent()) {
          captions.end("over");
        } else if (connection.protocolError()) { // X-25 counts it, and closes when it is too much
          connection.send(Frame.text("{\"error\":\"say something\"}"));
        }
      }

      @Override
      public void onClosed() {} // the stream goes on without it
    }
  }

  /** How captions look on the wire; all listeners share one, and with it the encoded frames. */
  static final class CaptionsFormat implements WireFormat<String> {

    static final CaptionsFormat SHARED = new CaptionsFormat();

    private final DeltaTemplate delta =
        DeltaTemplate.of("{\"caption\":\"".getBytes(UTF_8), "\"}".getBytes(UTF_8));

    @Override
    public DeltaTemplate delta() {
      return delta;
    }

    @Override
    public void encode(String event, JsonWriter out) {
      out.raw("{\"event\":".getBytes(UTF_8)).string(event).raw('}');
    }
  }
  // page end
}
