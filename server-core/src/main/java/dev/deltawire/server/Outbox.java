package dev.deltawire.server;

import dev.deltawire.server.spi.FrameSink;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one connection has to send, in order: control frames between any two data frames, then
 * frames and stretches of streams as they were queued, then the close frame. Thread: the loop.
 */
final class Outbox {

  private final ControlFrames control = new ControlFrames();
  private final Deque<Outgoing> queue = new ArrayDeque<>(2);
  private ByteBuffer closeFrame;

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

  void add(Outgoing outgoing) {
    if (closeFrame != null) {
      outgoing.dequeued();
      return;
    }
    Outgoing last = queue.peekLast();
    if (last != null) {
      last.fix();
    }
    queue.addLast(outgoing);
  }

  /** Ends with a close frame behind what is queued now. */
  void finish(ByteBuffer close) {
    if (closeFrame == null) {
      queue.forEach(Outgoing::fix);
      closeFrame = close;
    }
  }

  /** Drops what is queued, but for the rest of a frame that is partly taken. */
  void discard() {
    Outgoing first = queue.peekFirst();
    boolean keep = first != null && first.midFrame();
    queue.stream().skip(keep ? 1 : 0).forEach(Outgoing::dequeued);
    queue.clear();
    if (keep) {
      first.cutToFrame();
      queue.addFirst(first);
    }
  }

  /** Writes on; whether something is left. */
  boolean fill(FrameSink sink) {
    Outgoing head = queue.peekFirst();
    if (head != null && head.midFrame() && !drainHead(sink)) {
      return true;
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

  private boolean drainHead(FrameSink sink) {
    Outgoing head = queue.peekFirst();
    if (!head.drain(sink)) {
      return false;
    }
    if (queue.peekFirst() == head) {
      queue.removeFirst();
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
