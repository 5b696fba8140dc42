package dev.deltawire.benchmarks.fanout;

import dev.deltawire.benchmarks.HomeDelta;
import dev.deltawire.benchmarks.TokenCorpus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** The peer: Java-WebSocket broadcasting messages that were encoded before the start. */
final class BroadcastServer implements FanOutServer {

  private static final int DECODERS = 1;
  private static final int BACKLOG = 1024;
  private static final int WAIT_SECONDS = 10;
  private static final int STOP_MILLIS = 1000;

  private final List<String> messages = new ArrayList<>(TokenCorpus.SIZE);
  private final CountDownLatch started = new CountDownLatch(1);
  private final WebSocketServer server = new Broadcaster();

  /** Receivers that a broadcast does not reach yet: they are added after their 101 is written. */
  private final CountDownLatch missing;

  BroadcastServer(int receivers) {
    missing = new CountDownLatch(receivers);
    for (int token = 0; token < TokenCorpus.SIZE; token++) {
      messages.add(HomeDelta.message(TokenCorpus.standard().text(token)));
    }
    server.setTcpNoDelay(true);
    server.setConnectionLostTimeout(0);
    server.setMaxPendingConnections(BACKLOG);
  }

  @Override
  public InetSocketAddress start() {
    server.start();
    await(started);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
  }

  @Override
  public void publish(int token) {
    if (missing.getCount() > 0) {
      await(missing);
    }
    server.broadcast(messages.get(token));
  }

  @Override
  public void end() {
    server.broadcast(ExpectedText.TERMINAL);
  }

  /** A ping makes the selector look again at a connection whose last wake-up it has lost. */
  @Override
  public void nudge() {
    for (WebSocket connection : server.getConnections()) {
      if (connection.hasBufferedData()) {
        connection.sendPing();
      }
    }
  }

  @Override
  public void close() {
    try {
      server.stop(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedSelectorException e) {
      return; // stop() has overtaken its own selector; everything is closed by now
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(latch.getCount() + " are missing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private final class Broadcaster extends WebSocketServer {
    Broadcaster() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DECODERS);
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      missing.countDown();
    }

    @Override
    public void onMessage(WebSocket connection, String message) {}

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {}

    @Override
    public void onError(WebSocket connection, Exception error) {
      throw new IllegalStateException(error);
    }
  }
}
