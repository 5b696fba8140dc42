package dev.deltawire.gateway.integration;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.gateway.demo.DemoClient;
import dev.deltawire.gateway.demo.DemoStage;
import dev.deltawire.gateway.demo.DialectDemo;
import dev.deltawire.gateway.demo.Frames;
import dev.deltawire.gateway.demo.Transcript;
import java.io.IOException;

/** The scenes of the {@code integration} dialect. */
final class IntegrationDemo implements DialectDemo {

  private static final String PENDING = "/integration/consent";

  private final String mount;

  IntegrationDemo(String mount) {
    this.mount = mount;
  }

  @Override
  public String explanation() {
    return "A program on this machine asks the user for the channel's key.";
  }

  @Override
  public void play(DemoStage stage) throws IOException, InterruptedException {
    DemoClient deck = introduction(stage);
    String key = consent(stage, deck);
    refusal(stage);
    event(stage, deck, key);
    stage.stays(deck);
  }

  private DemoClient introduction(DemoStage stage) throws IOException, InterruptedException {
    Transcript transcript = stage.transcript();
    transcript.scene("Hello", "A program introduces itself; nothing of it is verified.");
    DemoClient deck = connect(stage, "deck", "Deck");
    RawJsonView welcome = deck.next();
    transcript.expect(
        "welcome lists integration.auth",
        welcome.raw().toString().contains("\"integration.auth\""),
        welcome.raw());
    return deck;
  }

  private String consent(DemoStage stage, DemoClient deck)
      throws IOException, InterruptedException {
    Transcript transcript = stage.transcript();
    transcript.scene("Consent", "The program asks for the key; the user allows it.");
    String requestId = ask(deck, "deck");
    decide(stage, requestId, "allow");
    RawJsonView granted = deck.next();
    transcript.expect(
        "access_granted answers that very request",
        Frames.text(granted, "type").equals("access_granted")
            && Frames.text(granted, "payload", "requestId").equals(requestId),
        Frames.text(granted, "type"));
    String key = Frames.text(granted, "payload", "apiKey");
    RawJsonView channel = stage.request("deck", "GET", "/integration/channel", "", bearer(key));
    transcript.expect(
        "the key opens the channel", channel.raw().toString().contains("rest.full"), channel.raw());
    return key;
  }

  private void refusal(DemoStage stage) throws IOException, InterruptedException {
    Transcript transcript = stage.transcript();
    transcript.scene("Denial", "Another program asks; the user says no.");
    DemoClient other = connect(stage, "other", "Other");
    other.next();
    String requestId = ask(other, "other");
    decide(stage, requestId, "deny");
    RawJsonView denied = other.next();
    transcript.expect(
        "access_denied says user_denied",
        Frames.text(denied, "payload", "reason").equals("user_denied"),
        denied.raw());
    other.cut();
  }

  private void event(DemoStage stage, DemoClient deck, String key)
      throws IOException, InterruptedException {
    Transcript transcript = stage.transcript();
    transcript.scene("Event", "Whoever holds the key publishes; whoever said hello hears of it.");
    stage.request(
        "owner",
        "POST",
        "/integration/events",
        "{\"name\":\"ttsAmplitude\",\"data\":{\"soundAmplitudeValue\":0.3}}",
        bearer(key));
    RawJsonView event = deck.next();
    transcript.expect(
        "the event arrives",
        Frames.text(event, "payload", "name").equals("ttsAmplitude"),
        event.raw());
  }

  private DemoClient connect(DemoStage stage, String clientId, String displayName)
      throws IOException {
    DemoClient client = stage.connect(clientId, mount);
    client.send(
        "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",\"clientId\":%s,\"displayName\":%s}}"
            .formatted(Frames.quote(clientId), Frames.quote(displayName)));
    return client;
  }

  private static String ask(DemoClient client, String clientId)
      throws IOException, InterruptedException {
    client.send(
        "{\"type\":\"request_access\",\"payload\":{\"clientId\":%s,\"requestedScopes\":[\"rest.full\"]}}"
            .formatted(Frames.quote(clientId)));
    return Frames.text(client.next(), "payload", "requestId");
  }

  private static void decide(DemoStage stage, String requestId, String decision)
      throws IOException, InterruptedException {
    stage.operatorRequest("POST", PENDING + "/" + requestId, "{\"decision\":\"" + decision + "\"}");
  }

  private static String[] bearer(String key) {
    return new String[] {"Authorization", "Bearer " + key};
  }
}
