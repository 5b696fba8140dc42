package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import dev.deltawire.server.spi.LentPage;
import dev.deltawire.server.spi.MemoryBudget;
import java.nio.ByteBuffer;

/**
 * Short frames that wait one after the other for a peer who takes nothing, back to back in a page
 * that the budget lends: it counts for what it is, and no collection has to move it (0054). What
 * waits behind a frame of another kind has a stretch of its own, in the same page if there is room.
 * Thread: the loop.
 */
final class PackedFrames implements Outgoing {

  private final Page page;
  private final QueueBound bound;
  private final int from;

  /** Over the page, up to the end of the last frame; its position is up to where they are taken. */
  private final ByteBuffer bytes;

  /** Where the oldest frame begins that is not wholly taken. */
  private int oldest;

  private PackedFrames(Page page, QueueBound bound) {
    this.page = page;
    this.bound = bound;
    this.from = page.end;
    this.oldest = from;
    this.bytes = page.memory[0].view().limit(from).position(from);
    page.stretches++;
  }

  /**
   * A stretch with room for a frame of so many bytes.
   *
   * @param newest the one before it, which still waits, or null
   * @return null if there is no memory
   */
  static PackedFrames behind(PackedFrames newest, int size, Holding holding, QueueBound bound) {
    boolean room = newest != null && newest.page.hasRoom(size);
    Page page = room ? newest.page : Page.lend(holding);
    return page == null ? null : new PackedFrames(page, bound);
  }

  /** Adds a copy of a frame, whose bytes the page now counts; false if there is no room for it. */
  boolean add(LentFrame frame) {
    boolean room = page.hasRoom(frame.size());
    if (room) {
      page.end += frame.size();
      frame.copyTo(bytes.limit(page.end), page.end - frame.size());
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
    page.leave();
    bound.unpacked(bytes.limit() - from);
  }

  /** Where the frame ends that is partly taken; the position itself, if none is. */
  private int end() {
    while (oldest < bytes.position()) {
      oldest += FrameHeader.frameSize(bytes, oldest);
    }
    return oldest;
  }

  /** A page, up to where it is full, and how many stretches that wait lie in it. */
  private static final class Page {
    private final Holding holding;
    private final LentPage[] memory = new LentPage[1];
    private int end;
    private int stretches;

    private Page(Holding holding) {
      this.holding = holding;
    }

    static Page lend(Holding holding) {
      Page page = new Page(holding);
      try {
        return holding.takePages(page.memory, 0, 1) ? page : null;
      } catch (OutOfMemoryError e) { // neither outside of the heap, nor in it
        return null;
      }
    }

    boolean hasRoom(int size) {
      return size <= MemoryBudget.PAGE_BYTES - end;
    }

    void leave() {
      stretches--;
      if (stretches == 0) {
        holding.givePages(memory, 1);
      }
    }
  }
}
