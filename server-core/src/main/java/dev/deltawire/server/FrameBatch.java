package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The frame log of one flush: ready frames of one stream and wire format, back to back, laid out
 * once and written to every receiver in step.
 *
 * <p>Thread: its loop. The next flush of any stream lays out anew; a receiver that could take only
 * a part goes on from the text log.
 */
final class FrameBatch {

  private static final int CAPACITY = 1 << 18;
  private static final int FIRST_FRAMES = 256;

  private ByteBuffer frames;
  private final int capacity;
  private int[] frameEnds = new int[FIRST_FRAMES];
  private long[] positions = new long[FIRST_FRAMES];
  private StreamEvent<?>[] events = new StreamEvent<?>[FIRST_FRAMES];
  private int count;
  private StreamGroup<?> owner;
  private StreamEvent<?> startEvent;
  private long startPosition;

  FrameBatch() {
    this(CAPACITY);
  }

  FrameBatch(int capacity) {
    this.capacity = capacity;
  }

  /** Empties the batch and begins one that starts at the group's cursor. */
  <E> void begin(StreamGroup<E> group, LogCursor<E> start) {
    if (frames == null) {
      frames = ByteBuffer.allocateDirect(capacity);
    }
    frames.clear();
    Arrays.fill(events, 0, count, null);
    count = 0;
    owner = group;
    startPosition = start.position();
    startEvent = start.event();
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether a receiver that stands at {@code cursor} can be served from this batch. */
  <E> boolean startsAt(StreamGroup<E> group, LogCursor<E> cursor) {
    return owner == group
        && count > 0
        && startPosition == cursor.position()
        && startEvent == cursor.event();
  }

  /**
   * Adds a delta of {@code chunk[from, to)}.
   *
   * @return whether there was room
   */
  boolean addDelta(
      DeltaTemplate template, TextChunk chunk, long from, long to, StreamEvent<?> event) {
    int start = (int) (from - chunk.start);
    int end = (int) (to - chunk.start);
    long endOffset = template.hasEndOffset() ? DeltaFrame.endOffset(chunk, end) : 0;
    int payload = template.size(end - start, endOffset);
    if (!hasRoom(FrameHeader.size(payload) + payload)) {
      return false;
    }
    FrameHeader.put(frames, FrameHeader.TEXT, payload);
    template.put(frames, chunk.bytes, start, end, endOffset);
    note(to, event);
    return true;
  }

  /** Adds an event's frame; see {@link #addDelta}. */
  boolean addEvent(Frame frame, long position, StreamEvent<?> event) {
    if (!hasRoom(frame.size())) {
      return false;
    }
    frame.copyTo(frames);
    note(position, event);
    return true;
  }

  /** The whole batch, to be written; the same buffer each time. */
  ByteBuffer bytes() {
    return frames.position(0).limit(frameEnds[count - 1]);
  }

  /** How many of the frames lie wholly within the first {@code bytes} bytes. */
  int framesWithin(int bytes) {
    int at = Arrays.binarySearch(frameEnds, 0, count, bytes);
    return at >= 0 ? at + 1 : -at - 1;
  }

  int count() {
    return count;
  }

  /** Where a frame ends in the batch. */
  int frameEnd(int index) {
    return frameEnds[index];
  }

  /** The log position behind a frame. */
  long position(int index) {
    return positions[index];
  }

  /** The newest event behind a frame. */
  @SuppressWarnings("unchecked") // the owner put it in and the owner's receivers take it out
  <E> StreamEvent<E> event(int index) {
    return (StreamEvent<E>) events[index];
  }

  private boolean hasRoom(int bytes) {
    if (bytes <= frames.remaining()) {
      return true;
    }
    if (count > 0) {
      return false;
    }
    frames = ByteBuffer.allocateDirect(bytes);
    return true;
  }

  private void note(long position, StreamEvent<?> event) {
    if (count == frameEnds.length) {
      frameEnds = Arrays.copyOf(frameEnds, count * 2);
      positions = Arrays.copyOf(positions, count * 2);
      events = Arrays.copyOf(events, count * 2);
    }
    frameEnds[count] = frames.position();
    positions[count] = position;
    events[count] = event;
    count++;
  }
}
