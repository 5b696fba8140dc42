package dev.deltawire.server;

import dev.deltawire.codec.DeltaTemplate;
import dev.deltawire.server.internal.rfc7692.Deflation;
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

  /** Enough for a group that looks for news eight times a round. */
  private static final int MAX_PARTS = 16;

  private ByteBuffer frames;
  private final int capacity;
  private int[] frameEnds = new int[FIRST_FRAMES];
  private long[] positions = new long[FIRST_FRAMES];
  private long[] offsets = new long[FIRST_FRAMES];
  private StreamEvent<?>[] events = new StreamEvent<?>[FIRST_FRAMES];
  private int count;

  /** The first frames of what was laid out in one go. */
  private final int[] partStarts = new int[MAX_PARTS];

  private int parts;
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
    parts = 1;
    owner = group;
    startPosition = start.position();
    startEvent = start.event();
  }

  /**
   * Begins another part behind what was laid out, whose end is a place to start from now.
   *
   * @return whether there may be room
   */
  boolean beginPart() {
    boolean room = parts < MAX_PARTS && count > 0;
    if (room) {
      partStarts[parts++] = count;
      frames.limit(frames.capacity()).position(frameEnds[count - 1]);
    }
    return room;
  }

  /** Lets go of a group that has no receivers any more. */
  void forget(StreamGroup<?> group) {
    if (owner == group) {
      owner = null;
      startEvent = null;
      Arrays.fill(events, 0, count, null);
    }
  }

  /** The first frame for a receiver at {@code cursor}; -1 if no part starts there. */
  <E> int indexOf(StreamGroup<E> group, LogCursor<E> cursor) {
    for (int part = owner == group ? parts - 1 : -1; part >= 0; part--) {
      int first = partStarts[part];
      if (first < count && startsAt(first, cursor)) {
        return first;
      }
    }
    return -1;
  }

  private boolean startsAt(int first, LogCursor<?> cursor) {
    return first == 0
        ? startPosition == cursor.position() && startEvent == cursor.event()
        : positions[first - 1] == cursor.position() && events[first - 1] == cursor.event();
  }

  /**
   * Adds the delta from a place to {@code to} in the same chunk, where the text is {@code
   * endOffset} long.
   *
   * @param deflation null for receivers that don't inflate
   * @return whether there was room
   */
  boolean addDelta(
      DeltaTemplate template, LogCursor<?> from, long to, long endOffset, Deflation deflation) {
    TextChunk chunk = from.chunk();
    int start = (int) (from.position() - chunk.start);
    int end = (int) (to - chunk.start);
    int payload = template.size(end - start, endOffset);
    if (!hasRoom(FrameHeader.size(payload) + payload)) {
      return false;
    }
    int frameStart = frames.position();
    FrameHeader.put(frames, FrameHeader.TEXT, payload);
    template.put(frames, chunk.bytes, start, end, endOffset);
    FrameHeader.deflate(frames, frameStart, payload, deflation);
    note(to, endOffset, from.event());
    return true;
  }

  /** Adds an event's frame; see {@link #addDelta}. */
  boolean addEvent(Frame frame, LogCursor<?> at, StreamEvent<?> event, Deflation deflation) {
    byte[] bytes = frame.bytes(deflation);
    if (!hasRoom(bytes.length)) {
      return false;
    }
    frames.put(bytes);
    note(at.position(), at.offset(), event);
    return true;
  }

  /** The batch from a frame on, to be written; the same buffer each time. */
  ByteBuffer bytes(int first) {
    return frames.position(frameStart(first)).limit(frameEnds[count - 1]);
  }

  /** Where a frame begins in the batch. */
  int frameStart(int index) {
    return index == 0 ? 0 : frameEnds[index - 1];
  }

  /** A copy of a frame's bytes behind the first {@code taken} of the batch. */
  ByteBuffer restOf(int index, int taken) {
    byte[] rest = new byte[frameEnds[index] - taken];
    frames.get(taken, rest);
    return ByteBuffer.wrap(rest);
  }

  /**
   * How many of the frames lie wholly within the first {@code bytes} bytes, those of events that
   * are not shown among them.
   */
  int framesWithin(int bytes) {
    int at = Arrays.binarySearch(frameEnds, 0, count, bytes);
    if (at < 0) {
      return -at - 1;
    }
    while (at < count && frameEnds[at] == bytes) {
      at++;
    }
    return at;
  }

  int count() {
    return count;
  }

  /** The log position behind a frame. */
  long position(int index) {
    return positions[index];
  }

  /** The text's length behind a frame, if frames carry it. */
  long offset(int index) {
    return offsets[index];
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

  private void note(long position, long offset, StreamEvent<?> event) {
    if (count == frameEnds.length) {
      frameEnds = Arrays.copyOf(frameEnds, count * 2);
      positions = Arrays.copyOf(positions, count * 2);
      offsets = Arrays.copyOf(offsets, count * 2);
      events = Arrays.copyOf(events, count * 2);
    }
    frameEnds[count] = frames.position();
    positions[count] = position;
    offsets[count] = offset;
    events[count] = event;
    count++;
  }
}
