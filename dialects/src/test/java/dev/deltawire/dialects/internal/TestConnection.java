package dev.deltawire.dialects.internal;

import dev.deltawire.server.Connection;
import dev.deltawire.server.Frame;
import dev.deltawire.server.JoinResult;
import dev.deltawire.server.SendResult;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.WireFormat;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A connection that writes down what it is given. */
public final class TestConnection implements Connection {

  public final List<Frame> frames = new ArrayList<>();
  public final List<TextStream<?>> joined = new ArrayList<>();
  public final List<WireFormat<?>> formats = new ArrayList<>();
  public String closed = "";

  /** How often its session has gone on aside. */
  public int aside;

  /** What a stream that is joined is met with; null if nothing is wrong. */
  public RuntimeException defectOfJoin;

  /** The messages of all frames. */
  public List<String> messages() {
    return frames.stream().map(Frame::message).toList();
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
    return closed.isEmpty();
  }

  @Override
  public SendResult send(Frame frame) {
    if (!isOpen()) {
      return SendResult.CLOSED;
    }
    frames.add(frame);
    return SendResult.QUEUED;
  }

  @Override
  public SendResult sendAll(Iterator<Frame> backlog) {
    if (!isOpen()) {
      return SendResult.CLOSED;
    }
    backlog.forEachRemaining(frames::add);
    return SendResult.QUEUED;
  }

  @Override
  public SendResult sendAll(Iterator<Frame> backlog, long heldBytes) {
    return sendAll(backlog);
  }

  @Override
  public Runnable keep(Frame frame) {
    return () -> {};
  }

  @Override
  public SendResult sendUnbounded(Frame frame) {
    return send(frame);
  }

  @Override
  public SendResult sendAll(Iterator<Frame> backlog, long heldBytes, Runnable whenLeft) {
    return sendAll(backlog, whenLeft);
  }

  @Override
  public SendResult sendAll(Iterator<Frame> backlog, Runnable whenLeft) {
    SendResult result = sendAll(backlog);
    whenLeft.run();
    return result;
  }

  @Override
  public boolean authenticate(String principal) {
    throw new IllegalStateException("authenticated at the upgrade");
  }

  @Override
  public void continueAside(Runnable work) {
    aside++;
    work.run();
  }

  @Override
  public <E> JoinResult join(TextStream<E> stream, WireFormat<E> format, long offset) {
    if (defectOfJoin != null) {
      throw defectOfJoin;
    }
    joined.add(stream);
    formats.add(format);
    return JoinResult.JOINED;
  }

  @Override
  public <E> JoinResult replay(TextStream<E> stream, WireFormat<E> format) {
    return join(stream, format, 0);
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
    closed = "terminated";
  }
}
