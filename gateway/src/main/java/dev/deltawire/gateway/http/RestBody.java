package dev.deltawire.gateway.http;

import dev.deltawire.codec.JsonScanner;
import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.server.spi.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The body of a REST request: one JSON object under the rules of the wire. */
public final class RestBody {

  private static final byte[] ABSENT = "{}".getBytes(StandardCharsets.US_ASCII);

  private RestBody() {}

  /** The object, {@code {}} when there is no body; empty when the body breaks a rule. */
  public static Optional<RawJsonView> of(HttpRequest request) {
    byte[] body = request.body().length == 0 ? ABSENT : request.body();
    JsonScanner scanner = JsonScanner.create();
    boolean proper =
        scanner.scan(body, 0, body.length)
            && scanner.isObject()
            && scanner.envelope().isUnique();
    return proper ? JsonText.parse(body).map(RawJsonView::of) : Optional.empty();
  }
}
