package dev.deltawire.server;

/** The memory of short frames for one peer each, of one loop's connections. Thread: any. */
final class LentFrames {

  /** Longer frames are not lent. */
  static final int MAX_PAYLOAD = 1020;

  /** What has grown longer is not kept. */
  private static final int MAX_KEPT_BYTES = 1 << 11;

  /** Of those that have come back, whatever a flood has made it lend. */
  private static final int MAX_SPARES = 256;

  private final LentFrame[] spares = new LentFrame[MAX_SPARES];
  private int count;

  synchronized LentFrame take() {
    if (count == 0) {
      return new LentFrame();
    }
    LentFrame frame = spares[--count];
    spares[count] = null;
    return frame;
  }

  /** Takes a frame back that nobody uses any more. */
  synchronized void give(LentFrame frame) {
    frame.forget();
    if (count < MAX_SPARES && frame.capacity() <= MAX_KEPT_BYTES) {
      spares[count++] = frame;
    }
  }

  /** Frames that wait to be lent. */
  synchronized int spares() {
    return count;
  }
}
