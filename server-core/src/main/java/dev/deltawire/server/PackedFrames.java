package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.LentPage;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;

/**
 * Short frames that wait for a peer who takes nothing, back to back in a page outside of the heap:
 * a page counts for what it is, and no collection has to move it (0054). Thread: the loop.
 */
final class PackedFrames implements Outgoing {

  private final Holding holding;
  private final QueueBound bound;
  private final LentPage[] page;

  /** Over the page, up to the end of the last frame; its position is up to where they are taken. */
  private final ByteBuffer bytes;

  /** Where the oldest frame begins that is not wholly taken. */
  private int oldest;

  private PackedFrames(Holding holding, QueueBound bound, LentPage[] page) {
    this.holding = holding;
    this.bound = bound;
    this.page = page;
    this.bytes = page[0].view().limit(0);
  }

  /** Room for some; null if there is no memory. */
  static PackedFrames lend(Holding holding, QueueBound bound) {
    LentPage[] page = new LentPage[1];
    return holding.takePages(page, 0, 1) ? new PackedFrames(holding, bound, page) : null;
  }

  /** Adds a copy of a frame, whose bytes the page now counts; false if there is no room for it. */
  boolean add(LentFrame frame) {
    int end = bytes.limit();
    boolean room = frame.size() <= MemoryBudget.PAGE_BYTES - end;
    if (room) {
      frame.copyTo(bytes.limit(end + frame.size()), end);
      bound.packed(frame.size());
    }
    return room;
  }

  @Override
  public boolean finishFrame(FrameSink sink) {
    int end = end();
    if (bytes.position() < end) {
      int limit = bytes.limit();
      sink.write(bytes.limit(end));
      bytes.limit(limit);
    }
    return bytes.position() == end;
  }

  @Override
  public boolean drain(FrameSink sink) {
    return Outgoing.drain(bytes, sink);
  }

  @Override
  public FrameRest rest() {
    int end = end();
    return bytes.position() == end ? null : FrameRest.copyOf(bytes.duplicate().limit(end));
  }

  @Override
  public void dequeued() {
    bound.unpacked(bytes.limit());
    holding.givePages(page, 1);
  }

  /** Where the frame ends that is partly taken; the position itself, if none is. */
  private int end() {
    while (oldest < bytes.position()) {
      oldest += FrameHeader.frameSize(bytes, oldest);
    }
    return oldest;
  }
}
