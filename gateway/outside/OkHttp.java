import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;

/** OkHttp, which offers permessage-deflate. It pings by itself, and fails when no pong comes. */
final class OkHttp extends WebSocketListener {

  private static final Duration PING_INTERVAL = Duration.ofSeconds(1);
  private static final OkHttpClient CLIENT =
      new OkHttpClient.Builder().pingInterval(PING_INTERVAL).build();

  private final Scenario.Session session;

  private OkHttp(Scenario.Session session) {
    this.session = session;
  }

  public static void main(String[] args) throws Exception {
    Scenario.play(OkHttp::open, args[0]);
    System.exit(0);
  }

  private static Scenario.Socket open(String url, Scenario.Session session) {
    Request request = new Request.Builder().url(url).build();
    return new Socket(CLIENT.newWebSocket(request, new OkHttp(session)));
  }

  @Override
  public void onMessage(WebSocket from, String text) {
    session.message(text);
  }

  @Override
  public void onClosing(WebSocket from, int code, String reason) {
    from.close(1000, null);
  }

  @Override
  public void onClosed(WebSocket from, int code, String reason) {
    session.closed(code);
  }

  @Override
  public void onFailure(WebSocket from, Throwable failure, Response response) {
    System.err.println("failed: " + failure);
    session.closed(-1);
  }

  private record Socket(WebSocket socket) implements Scenario.Socket {

    @Override
    public void send(String text) {
      socket.send(text);
    }

    /** Waits until the first of its own pings has been answered, or else the second has failed. */
    @Override
    public boolean ping(String payload) throws InterruptedException {
      Thread.sleep(PING_INTERVAL.multipliedBy(3).toMillis());
      return false;
    }

    @Override
    public void close(int code) {
      socket.close(code, null);
    }

    @Override
    public void drop() {
      socket.cancel();
    }
  }
}
