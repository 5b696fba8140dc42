package dev.deltawire.gateway.demo;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.RawJsonView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client of the demo: the JDK's own WebSocket client and what it has received. */
public final class DemoClient {

  private static final int PATIENCE_SECONDS = 5;

  private final String name;
  private final Transcript transcript;
  private final BlockingQueue<RawJsonView> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private WebSocket socket;
  private volatile boolean cut;

  private DemoClient(String name, Transcript transcript) {
    this.name = name;
    this.transcript = transcript;
  }

  static DemoClient connect(
      HttpClient http, URI uri, String name, Transcript transcript, String... headers)
      throws IOException {
    DemoClient client = new DemoClient(name, transcript);
    WebSocket.Builder builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    try {
      client.socket = builder.buildAsync(uri, client.new Incoming()).join();
    } catch (CompletionException e) {
      throw new IOException(name + " could not connect", e.getCause());
    }
    transcript.event(name, "connected to " + uri.getPath());
    return client;
  }

  /** Its name in the transcript. */
  public String name() {
    return name;
  }

  /** Sends a text message. */
  public void send(String json) {
    transcript.sent(name, json);
    socket.sendText(json, true).join();
  }

  /** The next message that was received; throws when none comes. */
  public RawJsonView next() throws IOException, InterruptedException {
    RawJsonView next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new IOException(name + " got nothing for " + PATIENCE_SECONDS + " s");
    }
    return next;
  }

  /** Drops the TCP connection without a word and forgets what was not read. */
  public void cut() {
    cut = true;
    socket.abort();
    received.clear();
    transcript.event(name, "connection cut");
  }

  /** Code and reason of the server's close frame; throws when none comes. */
  public String awaitClose() throws IOException {
    try {
      return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IOException(name + " got no close frame", e);
    }
  }

  private final class Incoming implements WebSocket.Listener {

    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
      message.append(data);
      if (last && !cut) {
        String json = message.toString();
        message.setLength(0);
        transcript.received(name, json);
        JsonText.parse(json).map(RawJsonView::of).ifPresent(received::add);
      }
      webSocket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
      transcript.event(name, "closed by the server: " + code + " " + reason);
      closed.complete(code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.completeExceptionally(error);
    }
  }
}
