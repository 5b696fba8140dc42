import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What scenario.mjs does, for clients in Java. */
final class Scenario {

  private static final int TIMES = 4000;
  private static final String PIECE = "Grüße, 世界 😀 and \\\\\\\"quotes\\\\\\\" ";
  private static final String TEXT = "Grüße, 世界 😀 and \\\"quotes\\\" ".repeat(TIMES);
  private static final Pattern DELTA = Pattern.compile("\"delta\":\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final int PATIENCE_SECONDS = 30;

  /** Connects; what comes goes to the session. */
  interface Client {
    Socket open(String url, Session session) throws Exception;
  }

  /** An open connection. */
  interface Socket {
    void send(String text);

    /** Sends a ping whose pong the session is to hear, or returns false if it cannot. */
    boolean ping(String payload) throws InterruptedException;

    void close(int code);

    void drop();
  }

  private Scenario() {}

  static void play(Client client, String url) throws Exception {
    Session session = Session.begin(client, url);
    streams(session);
    if (session.socket.ping("are you there?")) {
      expect("pong", session.pongs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "are you there?");
    }
    session.socket.close(1000);
    expect("our close", session.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS), 1000);

    Session rude = Session.begin(client, url);
    for (int i = 0; i < 9; i++) {
      rude.socket.send("nonsense");
    }
    expect("their close", rude.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS), 1008);

    Session gone = Session.begin(client, url);
    gone.ask("#!script [{\\\"repeat\\\":100000,\\\"say\\\":\\\"word \\\"}]");
    gone.socket.drop();
    Session again = Session.begin(client, url);
    again.socket.close(1000);
    expect("the last close", again.closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS), 1000);
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

  /** One connection with its messages in order. */
  static final class Session {

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pongs = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private Socket socket;

    private static Session begin(Client client, String url) throws Exception {
      Session session = new Session();
      session.socket = client.open(url, session);
      expect("hello", session.next().contains("events.hello"), true);
      return session;
    }

    void message(String text) {
      frames.add(text);
    }

    void pong(String payload) {
      pongs.add(payload);
    }

    void closed(int code) {
      closed.complete(code);
    }

    private String next() throws InterruptedException {
      String frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("a frame did not come in time");
      }
      return frame;
    }

    private String call(String method, String params) throws InterruptedException {
      socket.send("{\"method\":\"" + method + "\",\"params\":{" + params + "}}");
      String frame = next();
      while (!frame.startsWith("{\"ok\":true")) {
        frame = next();
      }
      return frame;
    }

    private void ask(String text) throws InterruptedException {
      Matcher room = ID.matcher(call("conversations.create", "\"user_ids\":[\"helper\"]"));
      expect("a room", room.find(), true);
      call(
          "messages.send",
          "\"conversation_id\":\"" + room.group(1) + "\",\"content\":\"" + text + "\"");
    }
  }
}
