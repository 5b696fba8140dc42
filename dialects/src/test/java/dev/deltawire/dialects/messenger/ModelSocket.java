package dev.deltawire.dialects.messenger;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import dev.deltawire.model.messenger.DeliveryId;
import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.SendResult;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import dev.deltawire.server.spi.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;

/** A connection that takes frames only when it is told to, and the session on it. */
final class ModelSocket implements Connection {

  private record Queued(Iterator<Frame> frames, Runnable whenLeft) {}

  final String handle;

  /** The ids of the messages that were taken, in order. */
  final List<String> received = new ArrayList<>();

  /** How many messages had been taken when the first frame of another kind was. */
  int messagesBeforeOthers = Integer.MAX_VALUE;

  boolean greeted;

  /** Frames of other kinds that were taken. */
  final List<String> others = new ArrayList<>();

  /** What is kept for it, and backlogs that were not taken hold beside their frames. */
  long heldBytes;

  /** Code and reason of the close frame, or empty. */
  String closed = "";

  private final Executor executor;
  private final Deque<Queued> outbox = new ArrayDeque<>();
  private long lastNumber;
  private Session session;
  private boolean open = true;

  ModelSocket(String handle, Executor executor) {
    this.handle = handle;
    this.executor = executor;
  }

  void session(Session opened) {
    session = opened;
  }

  /** Takes up to so many frames. */
  void take(int frames) {
    for (int i = 0; i < frames && !outbox.isEmpty(); i++) {
      note(outbox.peek().frames().next().message());
      dropTaken();
    }
  }

  boolean hasMore() {
    return !outbox.isEmpty();
  }

  /** Says something. */
  void say(String message) {
    byte[] text = message.getBytes(StandardCharsets.UTF_8);
    session.onMessage(text, 0, text.length);
  }

  /** Proves that it has all that it has taken. */
  void pong() {
    if (lastNumber > 0) {
      session.onAccepted(lastNumber);
    }
  }

  /** Dies with all that was not taken. */
  void die() {
    open = false;
    outbox.clear();
    session.onClosed();
  }

  private void note(String message) {
    RawJsonView frame = RawJsonView.of(JsonText.parse(message).orElseThrow());
    String type = frame.member("type").flatMap(RawJsonView::string).orElseThrow();
    if (type.equals("hello.ok")) {
      if (greeted || !received.isEmpty()) {
        throw new AssertionError("hello.ok comes first and once");
      }
      greeted = true;
    } else if (type.equals("message.new")) {
      RawJsonView payload = frame.member("payload").orElseThrow();
      received.add(payload.member("id").flatMap(RawJsonView::string).orElseThrow());
      String delivery = payload.member("delivery_id").flatMap(RawJsonView::string).orElseThrow();
      lastNumber = DeliveryId.number(delivery).orElseThrow();
    } else {
      others.add(message);
      messagesBeforeOthers = Math.min(messagesBeforeOthers, received.size());
    }
  }

  private void dropTaken() {
    while (!outbox.isEmpty() && !outbox.peek().frames().hasNext()) {
      executor.execute(outbox.remove().whenLeft());
    }
  }

  @Override
  public SendResult send(Frame frame) {
    return sendAll(List.of(frame).iterator());
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames) {
    return sendAll(frames, () -> {});
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames, long held) {
    return sendAll(frames, held, () -> {});
  }

  @Override
  public Runnable keep(Frame frame) {
    heldBytes += frame.size();
    return () -> heldBytes -= frame.size();
  }

  @Override
  public SendResult sendUnbounded(Frame frame) {
    return send(frame);
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames, long held, Runnable whenLeft) {
    heldBytes += held;
    return sendAll(
        frames,
        () -> {
          heldBytes -= held;
          whenLeft.run();
        });
  }

  @Override
  public SendResult sendAll(Iterator<Frame> frames, Runnable whenLeft) {
    if (!open) {
      return SendResult.CLOSED;
    }
    outbox.add(new Queued(frames, whenLeft));
    dropTaken();
    return SendResult.QUEUED;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean authenticate(String principal) {
    return true;
  }

  @Override
  public void continueAside(Runnable work) {
    work.run();
  }

  @Override
  public <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <E> JoinResult replay(TextStream<E> stream, WireFormat<E> format) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean protocolError() {
    return true;
  }

  @Override
  public void close(int code, String reason) {
    closed = code + " " + reason;
  }

  @Override
  public void terminate() {
    throw new AssertionError("terminated");
  }
}
