package dev.deltawire.server;

import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A socket that takes as many bytes as a test allows. */
final class TestChannel implements WebSocketChannel {

  private final EventLoop loop;
  private FrameSink sink = this::take;
  final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  WebSocketListener listener;
  long allowance = Long.MAX_VALUE;
  int writes;
  int fills;
  boolean left;
  boolean suspended;
  private boolean filling;

  /** Holds up threads that have looked at the streams, before what they send is on its way. */
  volatile Runnable delay = () -> {};

  /** What the core has told of the peer; 0 while that is unknown. */
  int maxMessageBytes;

  /** A transport that waits for its socket asks for nothing. */
  boolean busy;

  boolean shutdown;
  boolean terminated;

  TestChannel(EventLoop loop) {
    this.loop = loop;
  }

  /** Lets the socket take some more bytes, and calls fill if the core waits for that. */
  void allow(long bytes) {
    allowance = allowance + bytes < 0 ? Long.MAX_VALUE : allowance + bytes;
    if (left) {
      flush();
    }
  }

  /** Lets another sink take the bytes. */
  void sinkInstead(FrameSink other) {
    sink = other;
  }

  ServerFrames frames() {
    return ServerFrames.of(taken.toByteArray());
  }

  @Override
  public boolean ready() {
    return !takesNothing() && !filling;
  }

  @Override
  public int write(ByteBuffer frames) {
    return ready() ? sink.write(frames) : 0;
  }

  /** What its own sink does. */
  int take(ByteBuffer frames) {
    int count = (int) Math.min(allowance, frames.remaining());
    byte[] bytes = new byte[count];
    frames.get(bytes);
    taken.writeBytes(bytes);
    allowance -= allowance == Long.MAX_VALUE ? 0 : count;
    writes++;
    return count;
  }

  @Override
  public void authenticated(int bytes) {
    maxMessageBytes = bytes;
  }

  @Override
  public void flush() {
    if (!takesNothing()) {
      filling = true;
      fills++;
      left = listener.fill(sink);
      filling = false;
    }
  }

  private boolean takesNothing() {
    return terminated || busy || (left && allowance == 0);
  }

  @Override
  public EventLoop loop() {
    if (!loop.inLoop()) {
      delay.run();
    }
    return loop;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return InetSocketAddress.createUnresolved("peer", 1);
  }

  @Override
  public void suspendReads() {
    suspended = true;
  }

  @Override
  public void resumeReads() {
    suspended = false;
  }

  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public void terminate() {
    if (!terminated) {
      terminated = true;
      listener.onDisconnected();
    }
  }
}
