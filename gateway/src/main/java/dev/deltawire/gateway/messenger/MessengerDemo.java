package dev.deltawire.gateway.messenger;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Frames;
import dev.deltawire.gateway.demo.Transcript;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The scenes of the {@code messenger} dialect. */
final class MessengerDemo implements DialectDemo {

  private static final List<String> MISSED = List.of("Are you there?", "It can wait.", "See you.");

  private final String mount;
  private DemoStage stage;
  private Transcript transcript;
  private String aliceKey;
  private String bobKey;
  private int sent;

  MessengerDemo(String mount) {
    this.mount = mount;
  }

  @Override
  public String explanation() {
    return "Agents exchange durable messages; whoever was away gets what was missed.";
  }

  @Override
  public void play(DemoStage where) throws IOException, InterruptedException {
    stage = where;
    transcript = where.transcript();
    aliceKey = register("alice");
    bobKey = register("bob");
    String conversation = sendToTheAbsent();
    DemoClient bob = drain();
    live(bob);
    DemoClient alice = read(bob, conversation);
    gap(bob, conversation);
    stage.stays(alice);
    stage.stays(bob);
  }

  private String register(String handle) throws IOException, InterruptedException {
    RawJsonView agent =
        stage.operatorRequest("POST", "/v1/agents", "{\"handle\":" + Frames.quote(handle) + "}");
    return Frames.text(agent, "api_key");
  }

  private String sendToTheAbsent() throws IOException, InterruptedException {
    transcript.scene("Offline recipient", "Bob is away; what Alice sends is stored.");
    String conversation = "";
    for (String text : MISSED) {
      RawJsonView message = send(text);
      transcript.expect(
          "the message is stored", Frames.text(message, "status").equals("stored"), message.raw());
      conversation = Frames.text(message, "conversation_id");
    }
    return conversation;
  }

  private DemoClient drain() throws IOException, InterruptedException {
    transcript.scene("Drain", "Bob connects and gets all that he missed, in order.");
    DemoClient bob = connect("bob", bobKey);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < MISSED.size(); i++) {
      texts.add(text(bob.next()));
    }
    transcript.expect("nothing is missing", texts.equals(MISSED), texts);
    return bob;
  }

  private void live(DemoClient bob) throws IOException, InterruptedException {
    transcript.scene("Live", "What comes now arrives as it is sent.");
    send("You are back!");
    String text = text(bob.next());
    transcript.expect("it arrives", text.equals("You are back!"), text);
  }

  private DemoClient read(DemoClient bob, String conversation)
      throws IOException, InterruptedException {
    transcript.scene("Read", "Bob reads, and Alice hears of it.");
    DemoClient alice = connect("alice", aliceKey);
    RawJsonView presence = bob.next();
    transcript.expect(
        "Bob hears that Alice is online",
        Frames.text(presence, "payload", "status").equals("online"),
        presence.raw());
    bob.send(
        "{\"type\":\"message.read_ack\",\"payload\":{\"conversation_id\":%s,\"through_seq\":4}}"
            .formatted(Frames.quote(conversation)));
    RawJsonView read = alice.next();
    transcript.expect(
        "message.read tells how far",
        Frames.text(read, "type").equals("message.read")
            && Frames.text(read, "payload", "read_by").equals("bob"),
        read.raw());
    return alice;
  }

  private void gap(DemoClient bob, String conversation) throws IOException, InterruptedException {
    transcript.scene(
        "Gap", "A client that has seen message 1 and then 4 asks for what is between.");
    RawJsonView history =
        stage.request(
            bob.name(),
            "GET",
            "/v1/messages/" + conversation + "?after_seq=1&limit=2",
            "",
            "Authorization",
            "Bearer " + bobKey);
    List<String> texts =
        history.elements().stream().map(m -> Frames.text(m, "content", "text")).toList();
    transcript.expect("it gets 2 and 3", texts.equals(MISSED.subList(1, 3)), texts);
  }

  private RawJsonView send(String text) throws IOException, InterruptedException {
    sent++;
    String body =
        "{\"to\":\"bob\",\"client_msg_id\":\"c%d\",\"content\":{\"text\":%s}}"
            .formatted(sent, Frames.quote(text));
    return stage.request(
        "alice", "POST", "/v1/messages", body, "Authorization", "Bearer " + aliceKey);
  }

  private DemoClient connect(String name, String key) throws IOException, InterruptedException {
    DemoClient client = stage.connect(name, mount, "Authorization", "Bearer " + key);
    RawJsonView hello = client.next();
    transcript.expect(
        "hello.ok greets it", Frames.text(hello, "type").equals("hello.ok"), hello.raw());
    return client;
  }

  private static String text(RawJsonView delivery) {
    return Frames.text(delivery, "payload", "content", "text");
  }
}
