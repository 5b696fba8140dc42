package dev.deltawire.gateway.chat;

import static dev.deltawire.gateway.demo.Frames.quote;
import static dev.deltawire.gateway.demo.Frames.text;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Transcript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The scenes of the {@code chat} dialect: two people and an agent in a room. */
final class ChatDemo implements DialectDemo {

  private static final int PAUSE_MILLIS = 90;
  private static final int CUT_AFTER_WORDS = 3;
  private static final List<String> WORDS =
      List.of(
          "@helper: ",
          "Zwölf ",
          "Boxkämpfer ",
          "jagen ",
          "Viktor ",
          "quer ",
          "über ",
          "den ",
          "Deich.");

  private final String mount;
  private DemoStage stage;
  private Transcript transcript;
  private String annsToken;

  ChatDemo(String mount) {
    this.mount = mount;
  }

  @Override
  public String explanation() {
    return "People and agents share rooms; events are pushed, methods are called.";
  }

  @Override
  public void play(DemoStage where) throws IOException, InterruptedException {
    stage = where;
    transcript = where.transcript();
    DemoClient ann = enter("ann");
    DemoClient bob = enter("bob");
    String room = room(ann);
    typing(ann, bob, room);
    String message = agentTurn(ann, bob, room);
    reaction(ann, bob, message);
    resume(ann, bob, room);
    stage.stays(ann);
    stage.stays(bob);
  }

  private DemoClient enter(String name) throws IOException, InterruptedException {
    transcript.scene("Sign-in", "The operator creates an account and a token for it.");
    String user = "{\"username\":" + quote(name) + "}";
    stage.operatorRequest("POST", "/api/createUser", user);
    RawJsonView auth = stage.operatorRequest("POST", "/api/signIn", user);
    String token = text(auth, "result", "access_token");
    annsToken = name.equals("ann") ? token : annsToken;
    DemoClient client = stage.connect(name, mount + "?token=" + token);
    RawJsonView hello = client.next();
    transcript.expect(
        "the first frame says who " + name + " is",
        text(hello, "method").equals("events.hello")
            && text(hello, "params", "username").equals(name),
        hello.raw());
    return client;
  }

  private String room(DemoClient ann) throws IOException, InterruptedException {
    transcript.scene("Room", "Ann starts a room with Bob and an agent.");
    stage.operatorRequest(
        "POST",
        "/api/createUser",
        "{\"username\":\"helper\",\"kind\":\"agent\",\"mode\":\"mention\"}");
    ann.send(call("conversations.create", "\"user_ids\":[\"bob\",\"helper\"],\"title\":\"Desk\""));
    RawJsonView reply = ann.next();
    transcript.expect(
        "the reply is the new group", text(reply, "result", "kind").equals("group"), reply.raw());
    return text(reply, "result", "id");
  }

  private void typing(DemoClient ann, DemoClient bob, String room)
      throws IOException, InterruptedException {
    transcript.scene("Typing", "Bob sees that Ann is typing.");
    ann.send(call("typing.set", conversation(room) + ",\"is_typing\":true"));
    until(ann, "events.typing");
    RawJsonView seen = until(bob, "events.typing");
    transcript.expect(
        "the actor is Ann", text(seen, "params", "actor", "username").equals("ann"), seen.raw());
  }

  private String agentTurn(DemoClient ann, DemoClient bob, String room)
      throws IOException, InterruptedException {
    transcript.scene("Agent", "Ann mentions the agent, and both see its answer stream.");
    String question = "Hello @helper, please answer.";
    ann.send(call("messages.send", conversation(room) + ",\"content\":" + quote(question)));
    RawJsonView reply = ann.next();
    transcript.expect(
        "the reply to a call comes before its events",
        text(reply, "result", "content").equals(question),
        reply.raw());
    Streamed byAnn = Streamed.read(ann, Integer.MAX_VALUE);
    Streamed byBob = Streamed.read(bob, Integer.MAX_VALUE);
    transcript.expect(
        "both got the same text from the deltas",
        byAnn.text().equals(question) && byBob.text().equals(question),
        byAnn.text() + " / " + byBob.text());
    return byAnn.id();
  }

  private void reaction(DemoClient ann, DemoClient bob, String message)
      throws IOException, InterruptedException {
    transcript.scene("Reaction", "Bob likes the answer, and Ann sees it.");
    bob.send(call("reactions.add", "\"message_id\":" + quote(message) + ",\"emoji\":\"🔥\""));
    RawJsonView seen = until(ann, "events.reactionAdded");
    transcript.expect(
        "the reactor is Bob",
        text(seen, "params", "reactor", "username").equals("bob"),
        seen.raw());
    until(bob, "events.reactionAdded");
  }

  private void resume(DemoClient ann, DemoClient bob, String room)
      throws IOException, InterruptedException {
    transcript.scene(
        "Resume", "Ann's phone connects in mid-stream and asks for what Ann has not read.");
    String whole = String.join("", WORDS);
    ann.send(call("messages.send", conversation(room) + ",\"content\":" + quote(script())));
    Streamed head = Streamed.read(ann, CUT_AFTER_WORDS);
    DemoClient phone = stage.connect("ann's phone", mount + "?token=" + annsToken);
    long offset = head.text().getBytes(StandardCharsets.UTF_8).length;
    phone.send(call("messages.resume", "\"id\":" + quote(head.id()) + ",\"offset\":" + offset));
    Streamed rest = Streamed.read(phone, Integer.MAX_VALUE);
    transcript.expect(
        "both halves together are the whole text, byte for byte",
        (head.text() + rest.text()).equals(whole),
        head.text() + "|" + rest.text());
    transcript.expect(
        "Bob has read all of it meanwhile",
        Streamed.read(bob, Integer.MAX_VALUE).text().equals(whole),
        whole);
    phone.cut();
  }

  /** Reads up to an event. */
  private static RawJsonView until(DemoClient client, String method)
      throws IOException, InterruptedException {
    RawJsonView frame = client.next();
    while (!text(frame, "method").equals(method)) {
      frame = client.next();
    }
    return frame;
  }

  /** A text that makes the echo engine say words with pauses between. */
  private static String script() {
    return WORDS.stream()
        .map(word -> "{\"say\":" + quote(word) + "}")
        .collect(Collectors.joining(",{\"sleep\":" + PAUSE_MILLIS + "},", "#!script [", "]"));
  }

  private static String conversation(String room) {
    return "\"conversation_id\":" + quote(room);
  }

  private static String call(String method, String params) {
    return "{\"method\":" + quote(method) + ",\"params\":{" + params + "}}";
  }
}
