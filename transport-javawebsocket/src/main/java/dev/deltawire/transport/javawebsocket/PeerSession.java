package dev.deltawire.transport.javawebsocket;

import dev.deltawire.server.internal.rfc6455.FrameRules;
import dev.deltawire.server.internal.rfc6455.MessageReader;
import dev.deltawire.server.spi.EventLoop;
import dev.deltawire.server.spi.FrameSink;
import dev.deltawire.server.spi.LoopTask;
import dev.deltawire.server.spi.TransportOptions;
import dev.deltawire.server.spi.WebSocketChannel;
import dev.deltawire.server.spi.WebSocketListener;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** A peer after its upgrade: bytes to the listener's calls, the listener's frames to bytes. */
final class PeerSession implements WebSocketChannel {

  private final Peer peer;
  private final GuardChannel channel;
  private final Outlet outlet;
  private final TransportOptions options;
  private final MessageReader reader;
  private final LoopTask filling = new Filling();
  private final FrameSink sink;
  private WebSocketListener listener;
  private boolean suspended;
  private boolean inputEnded;
  private boolean terminated;
  private boolean disconnected;

  PeerSession(
      Peer peer,
      GuardChannel channel,
      Outlet outlet,
      TransportOptions options,
      int maxMessageBytes) {
    this.peer = peer;
    this.channel = channel;
    this.outlet = outlet;
    this.options = options;
    reader = new MessageReader(new FrameRules(maxMessageBytes, options.nanoClock()));
    sink = outlet::offer;
    outlet.onRoom(this::flush);
  }

  @Override
  public EventLoop loop() {
    return peer.events();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return peer.remoteAddress();
  }

  @Override
  public void flush() {
    if (!outlet.full() && !over()) {
      loop().signal(filling);
    }
  }

  @Override
  public void suspendReads() {
    suspended = true;
  }

  @Override
  public void resumeReads() {
    suspended = false;
    peer.deliverMore();
  }

  @Override
  public void shutdown() {
    inputEnded = true;
    if (!over()) {
      peer.end();
    }
  }

  @Override
  public void terminate() {
    if (!over()) {
      terminated = true;
      channel.abort();
    }
  }

  void open(Function<WebSocketChannel, WebSocketListener> maker) {
    try {
      listener = maker.apply(this);
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  /** Whether the listener takes input. */
  boolean reads() {
    return !suspended && !inputEnded && !over();
  }

  /** Reads frames until the bytes or the listener's will end. */
  void read(ByteBuffer bytes) {
    try {
      while (reads() && bytes.hasRemaining()) {
        inputEnded |= !reader.read(bytes, listener);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
    if (inputEnded) {
      channel.discard();
    }
  }

  void disconnected() {
    if (!disconnected) {
      disconnected = true;
      if (listener != null) {
        try {
          listener.onDisconnected();
        } catch (RuntimeException | Error e) {
          failed(e);
        }
      }
    }
  }

  private void fill() {
    if (outlet.full() || over() || listener == null) {
      return;
    }
    try {
      if (listener.fill(sink)) {
        flush();
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private boolean over() {
    return terminated || disconnected;
  }

  /** A listener's throw ends this connection and nothing else. */
  private void failed(Throwable defect) {
    options.errorHandler().onError("listener", defect);
    terminate();
  }

  private final class Filling extends LoopTask {
    @Override
    protected void run() {
      fill();
    }
  }
}
