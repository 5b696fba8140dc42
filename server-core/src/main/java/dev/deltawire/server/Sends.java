package dev.deltawire.server;

import dev.deltawire.codec.JsonWriter;
import dev.deltawire.server.internal.rfc7692.Deflation;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The way of frames into one connection's outbox: they are counted, and know how far the
 * connection's streams were when they were sent. Thread: any.
 */
final class Sends {

  private final ServerConnection connection;
  private final Outflow outflow;
  private final Outbox outbox;
  private final Marks marks;
  private final QueueBound bound;
  private final JoinedStreams streams;
  private final Inbound inbound;
  private final LentFrames lent;

  Sends(
      ServerConnection connection,
      Outflow outflow,
      Outbox outbox,
      Marks marks,
      QueueBound bound,
      JoinedStreams streams,
      Inbound inbound,
      LentFrames lent) {
    this.connection = connection;
    this.outflow = outflow;
    this.outbox = outbox;
    this.marks = marks;
    this.bound = bound;
    this.streams = streams;
    this.inbound = inbound;
    this.lent = lent;
  }

  SendResult send(Frame frame) {
    if (!connection.isOpen()) {
      return SendResult.CLOSED;
    }
    if (!bound.add(frame)) {
      connection.post(connection::overload);
      return SendResult.OVERLOADED;
    }
    outflow.enqueue(frame.queueable().on(this, streams.reach()));
    return SendResult.QUEUED;
  }

  <M> SendResult send(M message, BiConsumer<? super M, JsonWriter> encoder) {
    if (!connection.isOpen()) {
      return SendResult.CLOSED;
    }
    LentFrame frame = lent.take();
    boolean kept = false;
    try {
      encoder.accept(message, frame.begin());
      kept = isShort(frame.length());
      return kept ? send(frame) : send(frame.copy());
    } finally {
      if (!kept) {
        lent.give(frame);
      }
    }
  }

  private boolean isShort(int length) {
    Deflation deflation = connection.deflation();
    return length <= LentFrames.MAX_PAYLOAD && (deflation == null || deflation.spares(length));
  }

  private SendResult send(LentFrame frame) {
    frame.end(this, streams.reach());
    if (!bound.add(frame.size())) {
      lent.give(frame);
      connection.post(connection::overload);
      return SendResult.OVERLOADED;
    }
    outflow.enqueue(frame);
    return SendResult.QUEUED;
  }

  /** A frame that was lent has left the outbox, taken or not. Thread: the loop. */
  void left(LentFrame frame) {
    bound.remove(frame.size());
    lent.give(frame);
  }

  /** A frame has left the outbox, taken or not. Thread: the loop. */
  void left(Frame frame) {
    bound.remove(frame);
  }

  /** The transport has taken the last byte of a frame with this mark. Thread: the loop. */
  void written(long mark) {
    marks.written(mark);
  }

  /** The bytes of a frame that is counted, as the peer gets them. Thread: the loop. */
  byte[] wire(Frame frame) {
    Deflation deflation = connection.deflation();
    byte[] bytes = frame.bytes(deflation);
    if (deflation != null) {
      bound.deflated(frame);
    }
    return bytes;
  }

  SendResult sendUnbounded(Frame frame) {
    return connection.isOpen()
        ? sendHeld(List.of(frame).iterator(), bound.entered(frame))
        : SendResult.CLOSED;
  }

  Runnable keep(Frame frame) {
    return bound.entered(frame);
  }

  SendResult sendAll(Iterator<Frame> frames, long heldBytes) {
    return connection.isOpen() ? sendHeld(frames, bound.entered(heldBytes)) : SendResult.CLOSED;
  }

  SendResult sendAll(Iterator<Frame> frames, long heldBytes, Runnable whenLeft) {
    if (!connection.isOpen()) {
      return SendResult.CLOSED;
    }
    Runnable released = bound.entered(heldBytes);
    return sendBacklog(
        frames,
        () -> {
          released.run();
          inbound.releaseAndCall(whenLeft);
        });
  }

  private SendResult sendHeld(Iterator<Frame> frames, Runnable whenLeft) {
    Runnable released =
        () -> {
          whenLeft.run();
          inbound.release();
        };
    return sendBacklog(frames, released);
  }

  private SendResult sendBacklog(Iterator<Frame> frames, Runnable released) {
    SentBacklog backlog = new SentBacklog(frames, released);
    inbound.hold(); // only now: a hold that nothing ends would be for good
    outflow.enqueue(backlog);
    return SendResult.QUEUED;
  }

  /** Puts frames where they leave in their turn. Thread: the loop. */
  void queue(Outgoing frames, Reach<?> reach) {
    if (mayQueueBehind(reach)) {
      outbox.addFrames(frames);
      queued(reach);
    } else {
      frames.dequeued();
    }
  }

  /** The same of a short frame: another one has its memory, if it has to wait. Thread: the loop. */
  void queue(LentFrame frame, Reach<?> reach) {
    if (outflow.clogged() && mayQueueBehind(reach) && outbox.addPacked(frame, bound)) {
      lent.give(frame);
      queued(reach);
    } else {
      queue((Outgoing) frame, reach);
    }
  }

  private boolean mayQueueBehind(Reach<?> reach) {
    return connection.isOpen() && outflow.queueUpTo(reach);
  }

  private void queued(Reach<?> reach) {
    Reach.queueRests(reach);
    outflow.flushSoon();
  }

  /** A backlog on its way to the outbox. */
  private final class SentBacklog extends ForeignSends.Sending {
    private final Backlog backlog;
    private final Reach<?> reach = streams.reach();

    SentBacklog(Iterator<Frame> frames, Runnable released) {
      this.backlog = new Backlog(frames, connection.deflation(), bound, marks, released);
    }

    @Override
    void arrive() {
      queue(backlog, reach);
    }
  }
}
