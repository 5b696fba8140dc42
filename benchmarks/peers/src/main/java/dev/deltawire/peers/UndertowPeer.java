package dev.deltawire.peers;

import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xnio.Options;

/** Undertow: {@code WebSockets.sendText} of shared bytes, on the one I/O thread. */
final class UndertowPeer implements Peer<WebSocketChannel, ByteBuffer> {

  private static final int BACKLOG = 4096;

  private final Deltas deltas;
  private final ByteBuffer[] ready = new ByteBuffer[Deltas.CORPUS_SIZE];
  private final Receivers<WebSocketChannel> receivers = new Receivers<>();
  private final Undertow server =
      Undertow.builder()
          .addHttpListener(0, "127.0.0.1")
          .setIoThreads(1)
          .setSocketOption(Options.TCP_NODELAY, true)
          .setSocketOption(Options.BACKLOG, BACKLOG)
          .setHandler(Handlers.websocket(this::connected))
          .build();

  UndertowPeer(Deltas deltas) {
    this.deltas = deltas;
    Arrays.setAll(ready, token -> direct(deltas.utf8(0, token)));
  }

  private static ByteBuffer direct(byte[] utf8) {
    return ByteBuffer.allocateDirect(utf8.length).put(utf8).flip();
  }

  @Override
  public int start() {
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().getFirst().getAddress()).getPort();
  }

  private void connected(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    receivers.add(exchange.getRequestURI(), channel);
    channel.addCloseTask(receivers::remove);
    channel.getReceiveSetter().set(new Echo());
    channel.resumeReceives();
  }

  @Override
  public Receivers<WebSocketChannel> receivers() {
    return receivers;
  }

  @Override
  public void produce(int streams, long from, long to) {
    server.getWorker().getIoThread().execute(() -> Peer.super.produce(streams, from, to));
  }

  @Override
  public ByteBuffer message(int stream, long from, long to) {
    return stream == 0
        ? ready[(int) (from % Deltas.CORPUS_SIZE)]
        : ByteBuffer.wrap(deltas.utf8(stream, from));
  }

  @Override
  public void send(WebSocketChannel channel, ByteBuffer message) {
    WebSockets.sendText(message.duplicate(), channel, null);
  }

  private static final class Echo extends AbstractReceiveListener {
    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
      WebSockets.sendText(message.getData(), channel, null);
    }
  }
}
