package dev.deltawire.server;

import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import java.nio.ByteBuffer;

/**
 * How one connection ends: its phases, and who waits for whom. Thread: the loop, but for
 * {@link #isOpen}.
 */
final class Closing {

  private enum Phase {
    OPEN,
    /** A close frame is queued or sent; input is ignored. */
    CLOSING,
    /** The TCP connection is gone. */
    GONE
  }

  private final WebSocketChannel channel;
  private final Outflow outflow;
  private final Outbox outbox;
  private final JoinedStreams streams;
  private final Heartbeat heartbeat;
  private final CloseTimer timer;
  private final LateInput late;
  private volatile Phase phase = Phase.OPEN;

  /** Nothing that the peer sends matters any more: its close frame or a violation has come. */
  private boolean peerDone;

  Closing(
      WebSocketChannel channel,
      Outflow outflow,
      Outbox outbox,
      JoinedStreams streams,
      Heartbeat heartbeat,
      CloseTimer timer) {
    this.channel = channel;
    this.outflow = outflow;
    this.outbox = outbox;
    this.streams = streams;
    this.heartbeat = heartbeat;
    this.timer = timer;
    this.late = new LateInput(channel);
  }

  /** Whether neither side has begun to close. Thread: any. */
  boolean isOpen() {
    return phase == Phase.OPEN;
  }

  boolean isGone() {
    return phase == Phase.GONE;
  }

  /** Queues a close frame behind all that is there now; the first one counts. */
  void begin(ByteBuffer closeFrame) {
    if (!isOpen()) {
      return;
    }
    outflow.settle();
    if (isOpen() && outflow.queueUpTo(streams.reach())) {
      end(closeFrame);
    } // or what has arrived, or lies before the end, has closed it already
  }

  /** The same, ahead of what waits: that is dropped. */
  void beginAtOnce(int code, String reason) {
    outflow.settle();
    drop();
    if (isOpen()) { // who joins meanwhile arrives after the end, and leaves
      end(CloseFrame.of(code, reason));
    }
  }

  private void end(ByteBuffer closeFrame) {
    phase = Phase.CLOSING;
    outbox.finish(closeFrame);
    heartbeat.stop();
    outflow.flushSoon();
  }

  /** A message, a ping or a pong has come too late. */
  void ignore(int bytes) {
    late.ignore(bytes);
  }

  /** The peer has sent a close frame: it is echoed, unless it is the echo. */
  void peerClosed(int code) {
    peerDone = true;
    if (outbox.closeTaken()) {
      shutdown();
    } else {
      beginAtOnce(code == CloseFrame.NO_STATUS ? CloseFrame.NORMAL : code, "");
      outflow.flushSoon();
    }
  }

  /** The peer has broken a rule of the wire. */
  void violated(ProtocolViolation violation) {
    peerDone = true;
    if (outbox.closeTaken()) {
      shutdown();
    } else {
      begin(CloseFrame.of(violation.closeCode(), violation.reason()));
    }
  }

  /** No pong has come: the close frame goes out if it can now, and nothing is waited for (M-57). */
  void timedOut() {
    peerDone = true;
    beginAtOnce(CloseFrame.GOING_AWAY, "Heartbeat timeout");
    outflow.flush();
    if (!outbox.closeTaken()) {
      channel.terminate();
    }
  }

  /** The socket has taken something: if that was the close frame, the rest has its time. */
  void filled() {
    if (!outbox.closeTaken()) {
      return;
    }
    timer.start();
    if (peerDone) {
      shutdown();
    } else {
      late.closeTaken();
    }
    streams.leaveAll();
  }

  /** Whatever else comes is the transport's to drop. */
  private void shutdown() {
    late.stop();
    channel.shutdown();
  }

  /** The TCP connection is gone. */
  void gone() {
    phase = Phase.GONE;
    heartbeat.stop();
    timer.stop();
    late.stop();
    streams.leaveAll();
    outbox.clear();
  }

  /** Drops what waits, and with it all streams. */
  private void drop() {
    outbox.discard();
    streams.leaveAll();
  }
}
