package dev.deltawire.tck;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One HTTP/1.1 response as a {@link RawPeer} read it.
 *
 * @param status the status code
 * @param headers values in order by lower-case name
 * @param body what {@code Content-Length} or the chunked coding framed; empty for 101
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WireResponse(int status, Map<String, List<String>> headers, byte[] body) {

  /** The values of a header; empty when absent. */
  public List<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
