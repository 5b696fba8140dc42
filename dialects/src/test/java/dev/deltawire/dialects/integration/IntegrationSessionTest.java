package dev.deltawire.dialects.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.model.RawJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IntegrationSessionTest {

  private static final String WELCOME =
      "{\"type\":\"welcome\",\"payload\":{\"capabilities\":[\"events\",\"state\"%s]}}";
  private static final RawJson DATA = json("{\"a\":1}");
  private static final String EVENT =
      "{\"type\":\"event\",\"payload\":{\"name\":\"went\",\"data\":{\"a\":1}}}";

  private final IntegrationDialect dialect =
      IntegrationDialect.builder().channelName(Optional.of("mychannel")).build();

  IntegrationSessionTest() {
    dialect.start(new TestNode());
  }

  @Test
  void i08_i17_welcomeIsASnapshotOfReadiness() {
    Program deck = Program.connect(dialect, "deck");
    deck.hello("deck");
    assertEquals(WELCOME.formatted(",\"integration.auth\""), deck.next());
    dialect.hub().ready(false);
    deck.expectNothing();
    deck.hello("deck");
    assertEquals(WELCOME.formatted(""), deck.next());
    dialect.hub().ready(true);
    deck.expectNothing();
  }

  @Test
  void i16_aSecondHelloReplacesTheFirst() {
    Program program = Program.connect(dialect, "new");
    program.hello("old");
    program.next();
    program.ask();
    program.expectError("invalid_client_id");
    program.hello("new");
    assertTrue(program.next().startsWith("{\"type\":\"welcome\""));
    program.pending();
  }

  @Test
  void i16_whilePendingTheClientIdStays() {
    Program deck = Program.introduced(dialect, "deck");
    String id = deck.pending();
    deck.hello("other");
    deck.expectError("request_pending");
    deck.hello("deck");
    assertTrue(deck.next().startsWith("{\"type\":\"welcome\""));
    dialect.hub().decide(id, Decision.DENY);
    deck.expectDenied(id, "user_denied");
    deck.hello("other");
    assertTrue(deck.next().startsWith("{\"type\":\"welcome\""));
  }

  @Test
  void i09_theNameOfHelloIsTheDefault() {
    Program deck = Program.connect(dialect, "deck");
    deck.send(
        "{\"type\":\"hello\",\"payload\":{\"clientType\":\"integration\",\"clientId\":\"deck\","
            + "\"displayName\":\"Deck\"}}");
    deck.next();
    String id = deck.pending();
    assertEquals("Deck", dialect.hub().find(id).orElseThrow().displayName());
  }

  @Test
  void i11_i26_everyGrantHandsOutTheSameKeyAndTheName() throws Exception {
    String first = grantTo("a");
    assertTrue(first.endsWith("\"scopes\":[\"rest.full\"],\"channelName\":\"mychannel\"}}"), first);
    assertEquals(key(first), key(grantTo("b")));
    assertTrue(dialect.hub().isKey(key(first)));
    String second = dialect.hub().regenerateKey();
    assertTrue(!dialect.hub().isKey(key(first)) && dialect.hub().isKey(second));
    assertEquals(second, key(grantTo("c")));
  }

  @Test
  void i27_i28_eventsGoToEverySocketThatWasWelcomed() {
    Program first = Program.introduced(dialect, "deck");
    Program second = Program.introduced(dialect, "deck");
    Program silent = Program.connect(dialect, "deck");
    Program refused = Program.connect(dialect, "!");
    refused.hello("!");
    refused.expectError("invalid_client_id");

    assertEquals(2, dialect.hub().publish("went", DATA));
    assertEquals(EVENT, first.next());
    assertEquals(EVENT, second.next());
    silent.expectNothing();
    refused.expectNothing();

    first.hello("deck");
    first.next();
    second.lose();
    assertEquals(1, dialect.hub().publish("went", DATA));
    assertEquals(EVENT, first.next());
    first.expectNothing();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"soundAmplitudeValue\":0}",
        "{\"soundAmplitudeValue\":1.0,\"animationId\":7}",
        "{\"soundAmplitudeValue\":3e-1,\"animationId\":\"a\",\"more\":[]}",
        "{\"soundAmplitudeValue\":0.5,\"animationId\":null}"
      })
  void i14_goodAmplitudes(String data) {
    assertEquals(0, dialect.hub().publish("ttsAmplitude", json(data)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"soundAmplitudeValue\":null}",
        "{\"soundAmplitudeValue\":\"0.3\"}",
        "{\"soundAmplitudeValue\":-0.01}",
        "{\"soundAmplitudeValue\":1.01}",
        "{\"soundAmplitudeValue\":1e999}",
        "{\"soundAmplitudeValue\":0.3,\"animationId\":true}",
        "{\"soundAmplitudeValue\":0.3,\"animationId\":{}}",
        "{\"soundAmplitudeValue\":0.3,\"soundAmplitudeValue\":3}"
      })
  void i14_i46_badAmplitudes(String data) {
    IntegrationHub hub = dialect.hub();
    assertThrows(
        IllegalArgumentException.class, () -> hub.publish("ttsAmplitude", json(data)), data);
    assertEquals(0, hub.publish("other", json(data)));
  }

  @Test
  void hubBeforeTheServerHasStarted() {
    IntegrationDialect fresh = IntegrationDialect.builder().build();
    assertThrows(IllegalStateException.class, fresh::hub);
  }

  private String grantTo(String clientId) {
    Program program = Program.introduced(dialect, clientId);
    dialect.hub().decide(program.pending(), Decision.ALLOW);
    return program.next();
  }

  private static String key(String granted) {
    return List.of(granted.split("\"")).stream()
        .filter(part -> part.startsWith("sk_live_"))
        .findFirst()
        .orElseThrow();
  }

  private static RawJson json(String text) {
    return JsonText.parse(text).orElseThrow();
  }
}
