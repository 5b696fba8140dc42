package dev.deltawire.peers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** Java-WebSocket: its own {@code broadcast}, which encodes a text once for all. */
final class JavaWebSocketPeer implements Peer<WebSocket, String> {

  private static final int DECODERS = 1;
  private static final int BACKLOG = 4096;
  private static final int START_SECONDS = 30;

  private final Deltas deltas;
  private final Receivers<WebSocket> receivers = new Receivers<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final WebSocketServer server = new Server();

  JavaWebSocketPeer(Deltas deltas) {
    this.deltas = deltas;
    server.setTcpNoDelay(true);
    server.setConnectionLostTimeout(0);
    server.setMaxPendingConnections(BACKLOG);
  }

  @Override
  public int start() throws InterruptedException {
    server.start();
    if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not started");
    }
    return server.getPort();
  }

  @Override
  public Receivers<WebSocket> receivers() {
    return receivers;
  }

  @Override
  public void produce(int streams, long from, long to) {
    for (int stream = 0; stream < streams; stream++) {
      server.broadcast(message(stream, from, to), receivers.of(stream));
    }
  }

  @Override
  public String message(int stream, long from, long to) {
    return deltas.text(stream, from);
  }

  @Override
  public void send(WebSocket connection, String message) {
    connection.send(message);
  }

  /** The library can lose the wake-up of a connection that is written to while it is flushed. */
  @Override
  public void nudge() {
    for (WebSocket connection : server.getConnections()) {
      if (connection.hasBufferedData()) {
        server.onWriteDemand(connection);
      }
    }
  }

  private final class Server extends WebSocketServer {
    Server() {
      super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DECODERS);
    }

    @Override
    public void onStart() {
      started.countDown();
    }

    @Override
    public void onOpen(WebSocket connection, ClientHandshake handshake) {
      receivers.add(handshake.getResourceDescriptor(), connection);
    }

    @Override
    public void onMessage(WebSocket connection, String message) {
      connection.send(message);
    }

    @Override
    public void onClose(WebSocket connection, int code, String reason, boolean remote) {
      receivers.remove(connection);
    }

    @Override
    public void onError(WebSocket connection, Exception error) {
      if (connection == null) {
        throw new IllegalStateException(error);
      }
    }
  }
}
