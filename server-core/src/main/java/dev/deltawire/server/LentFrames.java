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

  private final Spares<LentFrame> spares = new Spares<>(1024, 384 << 10, LentFrame::capacity);

  LentFrame take() {
    LentFrame spare = spares.take();
    return spare == null ? new LentFrame() : spare;
  }

  /** Takes a frame back that nobody uses any more. */
  void give(LentFrame frame) {
    frame.forget();
    if (frame.capacity() <= MAX_FRAME_BYTES) {
      spares.give(frame);
    }
  }

  /** Frames that wait to be lent. */
  int spares() {
    return spares.count();
  }
}
