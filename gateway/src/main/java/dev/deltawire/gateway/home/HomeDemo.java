package dev.deltawire.gateway.home;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Frames;
import dev.deltawire.gateway.demo.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The scenes of the {@code home} dialect. */
final class HomeDemo implements DialectDemo {

  private static final int PAUSE_MILLIS = 90;
  private static final int CUT_AFTER_WORDS = 4;
  private static final int AWAY_MILLIS = 500;

  /** What the TV is told, with characters of one byte and of two. */
  private static final List<String> BROKEN_OFF =
      List.of(
          "Größe, ",
          "Öfen, ",
          "Café, ",
          "crème: ",
          "nothing ",
          "is ",
          "lost, ",
          "and ",
          "nothing ",
          "comes ",
          "twice, ",
          "byte ",
          "for ",
          "byte.");

  private final HomeTokens tokens;
  private final HomeDialect dialect;
  private DemoStage stage;
  private Transcript transcript;

  private HomeDemo(HomeTokens tokens, HomeDialect dialect) {
    this.tokens = tokens;
    this.dialect = dialect;
  }

  static HomeDemo of(HomeTokens tokens, HomeDialect dialect) {
    return new HomeDemo(tokens, dialect);
  }

  @Override
  public String explanation() {
    return "Household devices talk with the hub's assistant and are told things.";
  }

  @Override
  public void play(DemoStage where) throws IOException, InterruptedException {
    stage = where;
    transcript = where.transcript();
    DemoClient phone = pair();
    ping(phone);
    String conversation = chat(phone);
    tool(phone, conversation);
    resume();
    notification(phone);
    stage.stays(phone);
  }

  private DemoClient pair() throws IOException, InterruptedException {
    transcript.scene("Pairing", "The operator invites a device, which completes and connects.");
    RawJsonView invitation = stage.operatorRequest("POST", "/api/auth/pair/start", "{}");
    String completion =
        "{\"code\":%s,\"secret\":%s,\"deviceInfo\":%s}"
            .formatted(
                Frames.quote(Frames.text(invitation, "pairing", "code")),
                Frames.quote(Frames.text(invitation, "secret")),
                "{\"deviceType\":\"phone\",\"deviceId\":\"phone-1\"}");
    RawJsonView paired = stage.request("phone", "POST", "/api/auth/pair/complete", completion);
    String device = Frames.text(paired, "device", "deviceId");
    transcript.expect("the device gets its tokens", device.equals("phone-1"), device);
    String token = Frames.text(paired, "accessToken");
    return stage.connect("phone", dialect.mount() + "?token=" + token);
  }

  private void ping(DemoClient phone) throws IOException, InterruptedException {
    transcript.scene("Ping", "The server answers with its clock.");
    phone.send(frame("p1", "ping.request", "{}"));
    RawJsonView answer = phone.next();
    transcript.expect(
        "the answer is a ping.response that repeats the id p1",
        Frames.text(answer, "type").equals("ping.response")
            && Frames.text(answer, "id").equals("p1"),
        answer.raw());
  }

  private String chat(DemoClient phone) throws IOException, InterruptedException {
    transcript.scene(
        "Chat", "A reply streams word by word; this engine says what a script tells it to.");
    List<String> words =
        List.of("Deltawire ", "streams ", "text ", "to ", "many ", "people ", "at ", "once.");
    phone.send(message(script(words), ""));
    StreamedReply reply = StreamedReply.read(phone);
    transcript.expect(
        "an empty delta tells the new conversation's id at once",
        reply.firstDelta().isEmpty(),
        reply.firstDelta());
    expectText("the deltas add up to the text", String.join("", words), reply);
    transcript.expect("chat.done ends it", reply.terminal().equals("chat.done"), reply.terminal());
    return reply.conversation();
  }

  private void tool(DemoClient phone, String conversation)
      throws IOException, InterruptedException {
    transcript.scene("Tool call", "The reply calls a tool of the server in mid-stream.");
    String script =
        "#!script [{\"say\":\"It is \"},{\"sleep\":200},"
            + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"21 °C outside.\"}},"
            + "{\"sleep\":200},{\"result\":true}]";
    phone.send(message(script, conversation));
    StreamedReply reply = StreamedReply.read(phone);
    transcript.expect(
        "the tool's call is told twice",
        reply.toolCalls().equals(List.of("builtin.echo executing", "builtin.echo completed")),
        reply.toolCalls());
    expectText("the tool's result is part of the text", "It is 21 °C outside.", reply);
  }

  private void resume() throws IOException, InterruptedException {
    transcript.scene(
        "Resume", "A TV loses its connection in mid-stream and asks for the rest by byte offset.");
    String whole = String.join("", BROKEN_OFF);
    DemoClient tv = connect("tv", DeviceType.TV);
    tv.send(message(script(BROKEN_OFF), ""));
    StreamedReply head = StreamedReply.readDeltas(tv, CUT_AFTER_WORDS + 1);
    tv.cut();
    Thread.sleep(AWAY_MILLIS); // the reply goes on without the TV
    DemoClient again = connect("tv", DeviceType.TV);
    long offset = head.text().getBytes(StandardCharsets.UTF_8).length;
    again.send(
        frame(
            "m2",
            "chat.resume",
            "{\"conversationId\":\"%s\",\"offset\":%d}".formatted(head.conversation(), offset)));
    StreamedReply rest = StreamedReply.read(again);
    expectText(
        "from byte " + offset + " on it gets what it missed, and only that",
        whole.substring(head.text().length()),
        rest);
    transcript.expect(
        "both halves together are the whole text",
        (head.text() + rest.text()).equals(whole),
        head.text() + rest.text());
    again.cut();
  }

  private void notification(DemoClient phone) throws IOException, InterruptedException {
    transcript.scene("Notification", "The household's server tells a device something.");
    stage.operatorRequest(
        "POST",
        "/api/home/notifications",
        "{\"deviceId\":\"phone-1\",\"title\":\"Camera Alert\","
            + "\"body\":\"Motion detected in backyard\",\"level\":\"warning\"}");
    RawJsonView push = phone.next();
    String id = Frames.text(push, "payload", "id");
    transcript.expect(
        "it arrives as notification.push",
        Frames.text(push, "type").equals("notification.push"),
        push.raw());
    phone.send(frame("a1", "notification.ack", "{\"notificationId\":\"" + id + "\"}"));
    phone.send(frame("l1", "notification.list", "{\"status\":\"delivered\"}"));
    RawJsonView listed = phone.next();
    transcript.expect(
        "after the ack it is listed as delivered",
        Frames.text(listed, "payload", "id").equals(id),
        listed.raw());
  }

  private DemoClient connect(String name, DeviceType type) throws IOException {
    String token =
        tokens.issue(HomePrincipal.of(name + "-1", "owner", type), Duration.ofMinutes(1));
    return stage.connect(name, dialect.mount() + "?token=" + token);
  }

  private void expectText(String expectation, String text, StreamedReply reply) {
    transcript.expect(expectation, reply.text().equals(text), reply.text());
  }

  /** A user text that makes the echo engine say words with pauses between. */
  private static String script(List<String> words) {
    return words.stream()
        .map(word -> "{\"say\":" + Frames.quote(word) + "}")
        .collect(Collectors.joining(",{\"sleep\":" + PAUSE_MILLIS + "},", "#!script [", "]"));
  }

  private static String message(String content, String conversation) {
    String id = conversation.isEmpty() ? "" : ",\"conversationId\":" + Frames.quote(conversation);
    return frame("m1", "chat.message", "{\"content\":" + Frames.quote(content) + id + "}");
  }

  private static String frame(String id, String type, String payload) {
    return "{\"id\":%s,\"type\":%s,\"payload\":%s}"
        .formatted(Frames.quote(id), Frames.quote(type), payload);
  }
}
