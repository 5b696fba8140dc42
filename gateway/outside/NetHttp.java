import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;

/** The JDK's own client. */
final class NetHttp implements WebSocket.Listener {

  private final Scenario.Session session;
  private final StringBuilder message = new StringBuilder();

  private NetHttp(Scenario.Session session) {
    this.session = session;
  }

  public static void main(String[] args) throws Exception {
    Scenario.play(NetHttp::open, args[0]);
    System.exit(0);
  }

  private static Scenario.Socket open(String url, Scenario.Session session) {
    return new Socket(
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(url), new NetHttp(session))
            .join());
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      session.message(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
    session.pong(StandardCharsets.UTF_8.decode(data).toString());
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    session.closed(code);
    return null;
  }

  private record Socket(WebSocket socket) implements Scenario.Socket {

    @Override
    public void send(String text) {
      socket.sendText(text, true).join();
    }

    @Override
    public boolean ping(String payload) {
      socket.sendPing(StandardCharsets.UTF_8.encode(payload)).join();
      return true;
    }

    @Override
    public void close(int code) {
      socket.sendClose(code, "").join();
    }

    @Override
    public void drop() {
      socket.abort();
    }
  }
}
