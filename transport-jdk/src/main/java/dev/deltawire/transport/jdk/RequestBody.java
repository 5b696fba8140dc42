package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import java.nio.ByteBuffer;

/** The body of one plain request, read as it comes, bounded. */
interface RequestBody {

  /** How far it has been read. */
  enum Progress {
    INCOMPLETE,
    COMPLETE,
    MALFORMED,
    TOO_LARGE
  }

  /** Reads up to the body's end or that of {@code in}. */
  Progress read(ByteBuffer in);

  /** The content, once complete. */
  byte[] bytes();

  /** The body that {@code head} announces. */
  static RequestBody of(RequestHead head, int maxBytes) {
    return head.chunked()
        ? new ChunkedBody(maxBytes)
        : new SizedBody(head.contentLength(), maxBytes);
  }
}
