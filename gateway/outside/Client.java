import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scenario.mjs does, by the JDK's own client. Usage: Client.java URL NAME. */
final class Client {

  private static final int TIMES = 4000;
  private static final String PIECE = "Grüße, 世界 😀 and \\\\\\\"quotes\\\\\\\" ";
  private static final String TEXT = "Grüße, 世界 😀 and \\\"quotes\\\" ".repeat(TIMES);
  private static final Pattern DELTA = Pattern.compile("\"delta\":\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private Client() {}

  public static void main(String[] args) throws Exception {
    URI uri = URI.create(args[0]);
    Session session = Session.begin(uri);
    streams(session);
    byte[] payload = "are you there?".getBytes(StandardCharsets.UTF_8);
    session.socket.sendPing(ByteBuffer.wrap(payload)).join();
    expect("pong", session.pongs.poll(30, TimeUnit.SECONDS), "are you there?");
    session.socket.sendClose(1000, "").join();
    expect("our close", session.closed.get(30, TimeUnit.SECONDS), 1000);

    Session rude = Session.begin(uri);
    for (int i = 0; i < 9; i++) {
      rude.send("nonsense");
    }
    expect("their close", rude.closed.get(30, TimeUnit.SECONDS), 1008);

    Session gone = Session.begin(uri);
    gone.ask("#!script [{\\\"repeat\\\":100000,\\\"say\\\":\\\"word \\\"}]");
    gone.socket.abort();
    Session.begin(uri).socket.sendClose(1000, "").join();
    System.exit(0);
  }

  private static void streams(Session session) throws Exception {
    session.ask("#!script [{\\\"repeat\\\":" + TIMES + ",\\\"say\\\":\\\"" + PIECE + "\\\"}]");
    StringBuilder text = new StringBuilder();
    String frame = session.next();
    while (!frame.contains("events.messageComplete")) {
      Matcher delta = DELTA.matcher(frame);
      if (frame.contains("events.messageDelta") && delta.find()) {
        text.append(delta.group(1));
      }
      frame = session.next();
    }
    expect("the streamed text", text.toString(), TEXT);
    expect("the text at the end", frame.contains(TEXT), true);
  }

  private static void expect(String what, Object actual, Object expected) {
    if (!expected.equals(actual)) {
      throw new AssertionError(what + ": expected " + cut(expected) + ", got " + cut(actual));
    }
  }

  private static String cut(Object value) {
    String text = String.valueOf(value);
    return text.substring(0, Math.min(100, text.length()));
  }

  /** A socket with its messages in order. */
  private static final class Session implements WebSocket.Listener {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;

    static Session begin(URI uri) throws Exception {
      Session session = new Session();
      session.socket =
          HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(uri, session).join();
      expect("hello", session.next().contains("events.hello"), true);
      return session;
    }

    String next() throws InterruptedException {
      String frame = frames.poll(30, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("a frame did not come in time");
      }
      return frame;
    }

    void send(String text) {
      socket.sendText(text, true).join();
    }

    String call(String method, String params) throws InterruptedException {
      send("{\"method\":\"" + method + "\",\"params\":{" + params + "}}");
      String frame = next();
      while (!frame.startsWith("{\"ok\":true")) {
        frame = next();
      }
      return frame;
    }

    void ask(String text) throws InterruptedException {
      Matcher room = ID.matcher(call("conversations.create", "\"user_ids\":[\"helper\"]"));
      expect("a room", room.find(), true);
      call(
          "messages.send",
          "\"conversation_id\":\"" + room.group(1) + "\",\"content\":\"" + text + "\"");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        frames.add(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
      pongs.add(StandardCharsets.UTF_8.decode(data).toString());
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }
  }
}
