package dev.deltawire.peers.smoke;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The JDK's WebSocket clients of one server. */
final class Clients implements AutoCloseable {

  private final HttpClient client;
  private final String base;

  Clients(SSLContext trust, boolean secure, int port) {
    this.client = HttpClient.newBuilder().sslContext(trust).build();
    this.base = (secure ? "wss" : "ws") + "://127.0.0.1:" + port;
  }

  /** A client that keeps what it hears. */
  Listener connect(String path) {
    Listener listener = new Listener();
    connect(path, listener);
    return listener;
  }

  List<Receiver> receivers(int stream, int count) {
    List<Receiver> receivers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Receiver receiver = new Receiver(stream);
      connect("/stream/" + stream, receiver);
      receivers.add(receiver);
    }
    return receivers;
  }

  private void connect(String path, WebSocket.Listener listener) {
    client.newWebSocketBuilder().buildAsync(URI.create(base + path), listener).join();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
