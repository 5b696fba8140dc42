package dev.deltawire.server;

import dev.deltawire.codec.JsonEscape;

/** Where a delta lies in its stream's text. */
final class DeltaFrame {

  private DeltaFrame() {}

  /** UTF-8 bytes of the stream's text before index {@code end} of a chunk. */
  static long endOffset(TextChunk chunk, int end) {
    return chunk.rawStart + JsonEscape.rawLength(chunk.bytes, 0, end);
  }
}
