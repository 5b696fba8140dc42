package dev.deltawire.server.internal.net;

import dev.deltawire.server.internal.rfc6455.FrameRules;
import dev.deltawire.server.internal.rfc6455.MessageReader;
import dev.deltawire.server.internal.rfc7692.MessageInflater;
import dev.deltawire.server.spi.Acceptance;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.ProtocolViolation;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * The phase after the upgrade: whole messages to the listener, the listener's frames to the socket.
 */
public final class WebSocketSession implements Phase, WebSocketChannel {

  /** Bytes that are read and ignored after a close frame or a violation. */
  private static final int MAX_IGNORED_BYTES = 1 << 20;

  /** Bytes that one connection may have inflated before the others have their turn. */
  private static final int INFLATED_BYTES = FrameWriter.FILL_BYTES;

  private final SocketConnection connection;
  private final SocketOutput output;
  private final Acceptance acceptance;
  private final MessageInflater inflater;
  private final MessageReader messages;
  private final FrameWriter writer;
  private final LoopTask continuation = new Continuation();

  private WebSocketListener listener;
  private boolean suspended;
  private boolean filling;
  private boolean fillAgain;
  private int ignored;

  /** It has been told to let go, and is to have a turn for its last words. */
  private boolean lettingGo;

  /** No close frame and no violation yet. */
  private boolean listening = true;

  /** Neither shut down nor terminated. */
  private boolean open = true;

  /** A session that has no listener yet. Thread: any. */
  public WebSocketSession(SocketConnection connection, Acceptance acceptance) {
    EventLoop events = connection.events();
    int maxBytes = acceptance.maxMessageBytes();
    this.connection = connection;
    this.output = connection.output();
    this.acceptance = acceptance;
    this.writer = new FrameWriter(connection);
    this.inflater =
        acceptance
            .compression()
            .map(c -> connection.loop().inflater(c.clientTakeover(), maxBytes))
            .orElse(null);
    this.messages =
        new MessageReader(
            new FrameRules(maxBytes, inflater != null, events::nanoTime),
            inflater,
            connection.holding());
  }

  /**
   * Makes the listener, accepts the handshake with {@code head}, and begins; a peer that has gone
   * meanwhile is the end of it at once.
   */
  public void open(ByteBuffer head) {
    boolean gone = connection.isClosed();
    try {
      listener = acceptance.listener().apply(this);
      if (!suspended) {
        connection.resumeReads();
      }
      output.send(head);
      flush();
    } catch (Throwable t) { // the listener's
      failed(t);
    }
    if (gone) {
      disconnected();
    }
  }

  @Override
  public EventLoop loop() {
    return connection.events();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return connection.remoteAddress();
  }

  @Override
  public void received(ByteBuffer in) {
    messages.beginTurn();
    while (in.hasRemaining() && mayRead()) {
      listening = messages.read(in, listener);
    }
    if (messages.inflatedBytes() > 0) {
      connection.spent(messages.inflatedBytes()); // what it sent is counted already
    }
    if (!listening || !open) {
      ignore(in);
    }
  }

  private boolean mayRead() {
    return listening && open && !suspended && messages.inflatedBytes() < INFLATED_BYTES;
  }

  private void ignore(ByteBuffer in) {
    ignored += in.remaining();
    in.position(in.limit());
    if (ignored > MAX_IGNORED_BYTES) {
      connection.pauseReads();
    }
  }

  @Override
  public void authenticated(int maxMessageBytes) {
    messages.allow(maxMessageBytes);
    connection.holding().known(true);
  }

  /** Ends the connection with 1013, or at once if that was tried in an earlier turn. */
  @Override
  public void crowded() {
    if (lettingGo) {
      return;
    }
    if (!listening || !open || listener == null) {
      terminate();
      return;
    }
    listening = false;
    lettingGo = true;
    messages.drop();
    listener.onViolation(ProtocolViolation.NO_MEMORY);
    loop().execute(() -> lettingGo = false); // behind what that has left for the loop
    resumeReads(); // to drop what was read
  }

  @Override
  public void inputEnded() {
    if (listening) {
      connection.close();
    }
  }

  @Override
  public void writable() {
    fill();
  }

  @Override
  public void flush() {
    if (filling) {
      fillAgain = true;
    } else if (!output.full()) {
      fill();
    }
  }

  @Override
  public boolean ready() {
    return open && !filling && listener != null && output.ready();
  }

  @Override
  public int write(ByteBuffer frames) {
    if (!ready()) {
      return 0;
    }
    int from = frames.position();
    if (!wrote(frames)) {
      frames.position(frames.limit()); // the contract of a sink: trouble takes everything
    }
    return frames.position() - from;
  }

  private boolean wrote(ByteBuffer frames) {
    try {
      return output.write(frames, FrameWriter.FILL_BYTES);
    } catch (Throwable t) { // as in a fill: the caller has others to write to
      failed(t);
      return false;
    }
  }

  private void fill() {
    if (!open || listener == null || connection.isClosed()) {
      return;
    }
    filling = true;
    fillAgain = false;
    writer.begin();
    try {
      boolean more = listener.fill(writer);
      writer.end();
      if ((more || fillAgain) && open && !output.full()) {
        loop().signal(continuation); // the share is spent: the other connections come first
      }
    } catch (Throwable t) {
      failed(t);
    } finally {
      writer.end();
      filling = false;
    }
  }

  /** A listener's throw ends this connection and nothing else. */
  private void failed(Throwable defect) {
    connection.loop().report("listener", defect);
    terminate();
  }

  @Override
  public void suspendReads() {
    suspended = true;
    connection.pauseReads();
  }

  @Override
  public void resumeReads() {
    if (suspended) {
      suspended = false;
      connection.resumeReads();
    }
  }

  @Override
  public void shutdown() {
    if (open) {
      open = false;
      writer.close();
      connection.finish();
    }
  }

  @Override
  public void terminate() {
    open = false;
    connection.abort();
  }

  @Override
  public void disconnected() {
    open = false;
    if (inflater != null) {
      inflater.close();
    }
    messages.drop();
    if (listener != null) {
      listener.onDisconnected();
    }
  }

  private final class Continuation extends LoopTask {
    @Override
    protected void run() {
      flush();
    }
  }
}
