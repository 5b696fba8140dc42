package dev.deltawire.server;

/**
 * The memory of short frames for one peer each, of one loop's connections. Thread: any.
 *
 * <p>It keeps at most 384 KiB of what has come back, whatever a flood has made it lend: the answers
 * of one turn to sixty peers with sixteen questions each.
 */
final class LentFrames {

  /** Longer frames are not lent. */
  static final int MAX_PAYLOAD = 1020;

  /** What has grown longer is not kept. */
  private static final int MAX_FRAME_BYTES = 1 << 11;

  private static final int MAX_SPARES = 1024;
  private static final int MAX_SPARE_BYTES = 384 << 10;

  private final LentFrame[] spares = new LentFrame[MAX_SPARES];
  private int count;
  private int spareBytes;

  synchronized LentFrame take() {
    if (count == 0) {
      return new LentFrame();
    }
    LentFrame frame = spares[--count];
    spares[count] = null;
    spareBytes -= frame.capacity();
    return frame;
  }

  /** Takes a frame back that nobody uses any more. */
  synchronized void give(LentFrame frame) {
    frame.forget();
    int bytes = frame.capacity();
    if (count < MAX_SPARES && bytes <= MAX_FRAME_BYTES && bytes <= MAX_SPARE_BYTES - spareBytes) {
      spares[count++] = frame;
      spareBytes += bytes;
    }
  }

  /** Frames that wait to be lent. */
  synchronized int spares() {
    return count;
  }
}
