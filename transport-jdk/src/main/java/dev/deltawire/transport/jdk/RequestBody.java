package dev.deltawire.transport.jdk;

import dev.deltawire.server.internal.rfc6455.RequestHead;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;

/** The body of one plain request, read as it comes, bounded. */
interface RequestBody {

  /** How far it has been read. */
  enum Progress {
    INCOMPLETE,
    COMPLETE,
    MALFORMED,
    TOO_LARGE,
    /** There is no memory for more of it. */
    NO_MEMORY
  }

  /** Reads up to the body's end or that of {@code in}. */
  Progress read(ByteBuffer in);

  /** The content, still counted; nothing is left here. */
  byte[] release();

  /** Forgets what has come. */
  void drop();

  /** The body that {@code head} announces. */
  static RequestBody of(RequestHead head, int maxBytes, Holding holding) {
    BoundedBytes bytes = new BoundedBytes(maxBytes, holding);
    return head.chunked() ? new ChunkedBody(bytes) : new SizedBody(head.contentLength(), bytes);
  }
}
