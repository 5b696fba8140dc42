package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.Holding;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What one connection has to send, in order: control frames between any two data frames, then
 * frames and stretches of streams as they were queued, then the close frame. Thread: the loop.
 */
final class Outbox {

  private final ControlFrames control = new ControlFrames();
  private final Marks marks;
  private final Holding holding;
  private Deque<Outgoing> queue = new ArrayDeque<>(2);
  private ByteBuffer closeFrame;

  /** The newest short frames that wait packed; null if none do. */
  private PackedFrames packed;

  /** Counts as held what it keeps of dropped frames. */
  Outbox(Marks marks, Holding holding) {
    this.marks = marks;
    this.holding = holding;
  }

  ControlFrames control() {
    return control;
  }

  /** Whether nothing waits: neither control frames nor data nor a close frame. */
  boolean isEmpty() {
    return queue.isEmpty() && control.isEmpty() && (closeFrame == null || closeTaken());
  }

  /** Whether the close frame has been taken. */
  boolean closeTaken() {
    return closeFrame != null && !closeFrame.hasRemaining();
  }

  /** Adds frames: nothing may join what is queued before them. */
  void addFrames(Outgoing frames) {
    fix();
    queue.addLast(frames);
  }

  /** Adds a copy of a short frame, in memory that counts itself; false if there is none. */
  boolean addPacked(LentFrame frame, QueueBound bound) {
    if (packed != null && queue.peekLast() == packed && packed.add(frame)) {
      return true;
    }
    PackedFrames next = PackedFrames.behind(packed, frame.size(), holding, bound);
    if (next == null) {
      return false;
    }
    boolean added = false;
    try {
      addFrames(next);
      added = next.add(frame);
    } finally {
      if (!added) {
        next.dequeued();
      }
    }
    packed = next;
    return true;
  }

  /** Adds a stretch of a stream. */
  void addRun(StreamRun<?> run) {
    Outgoing last = queue.peekLast();
    if (last != null) {
      last.fixEvents();
    }
    queue.addLast(run);
  }

  /** Ends with a close frame behind what is queued now. */
  void finish(ByteBuffer close) {
    fix();
    closeFrame = close;
  }

  /** Drops what is queued, but for the rest of a frame that is partly taken. */
  void discard() {
    Outgoing first = queue.peekFirst();
    FrameRest rest = first == null ? null : first.rest();
    if (rest == null) {
      clear();
      return;
    }
    if (rest == first) {
      queue.removeFirst();
    } else {
      rest.heldBy(holding);
    }
    Deque<Outgoing> dropped = takeAll();
    queue.addFirst(rest);
    dropped.forEach(Outgoing::dequeued);
  }

  /** Drops all of it. */
  void clear() {
    takeAll().forEach(Outgoing::dequeued);
  }

  /** What is queued, and no longer is: whoever hears that his is dropped may queue more. */
  private Deque<Outgoing> takeAll() {
    Deque<Outgoing> taken = queue;
    packed = null;
    queue = new ArrayDeque<>(2);
    return taken;
  }

  /** Writes on; whether something is left. */
  boolean fill(FrameSink sink) {
    Outgoing head = queue.peekFirst();
    if (head != null && !head.finishFrame(sink)) {
      return true;
    }
    if (control.pinging()) {
      marks.cover();
    }
    if (!control.drain(sink)) {
      return true;
    }
    while (!queue.isEmpty()) {
      if (!drainHead(sink)) {
        return true;
      }
    }
    return !drainClose(sink);
  }

  /** Lets nothing join what is queued. */
  private void fix() {
    Outgoing last = queue.peekLast();
    if (last != null && last.fix()) {
      fixOthers();
    }
  }

  private void fixOthers() {
    Iterator<Outgoing> fromLast = queue.descendingIterator();
    fromLast.next();
    boolean open = true;
    while (open && fromLast.hasNext()) {
      open = fromLast.next().fix();
    }
  }

  private boolean drainHead(FrameSink sink) {
    Outgoing head = queue.peekFirst();
    if (!head.drain(sink)) {
      return false;
    }
    if (queue.peekFirst() == head) {
      queue.removeFirst();
      packed = head == packed ? null : packed;
      head.dequeued();
    }
    return true;
  }

  private boolean drainClose(FrameSink sink) {
    if (closeFrame == null || closeTaken()) {
      return true;
    }
    sink.write(closeFrame);
    return closeTaken();
  }
}
