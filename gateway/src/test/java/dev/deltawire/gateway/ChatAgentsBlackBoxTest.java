package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Agents in rooms, from outside (C-42 to C-45). */
final class ChatAgentsBlackBoxTest {

  private static SharedGateways gateways;

  @BeforeAll
  static void start() throws Exception {
    gateways = new SharedGateways("chat.agents=helper,second", "stream.maxBytes=200");
    for (String transport : HomeServer.transports().toList()) {
      gateways
          .over(transport)
          .operator(
              "POST",
              "/api/createUser",
              "{\"username\":\"quiet\",\"kind\":\"agent\",\"mode\":\"mention\","
                  + "\"parent_username\":\"helper\",\"agent_provider\":\"ghost\"}");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void c17_c18_c19_c20_c44_aTurnHasItsOrderForEverybody(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    ChatUser bob = ChatUser.fresh(gateways.over(transport));
    String room = ann.start(bob.username(), "helper");
    String question = ann.say(room, "Systematic shorts lose.");
    for (ChatUser everybody : List.of(ann, bob)) {
      assertEquals(question, everybody.event("events.messageNew").text("id"));
      expectTurn(everybody, room, "helper", "Systematic shorts lose.");
      everybody.expectNothingMore();
    }
  }

  @OnEveryTransport
  void c42_c43_whoAnswersDependsOnModeAndMention(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("quiet");
    ann.say(room, "mail x@quiet or @quieter");
    ann.event("events.messageNew");
    ann.expectNothingMore();
    for (String mention : List.of("@quiet", "So, @quiet.", "(@helper:ghost)")) {
      ann.say(room, mention);
      ann.event("events.messageNew");
      expectTurn(ann, room, "quiet", mention);
    }
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c42_c44_agentsAnswerInTheOrderOfTheParticipants(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    ann.start("second", "quiet", "helper");
    String room = ann.call("conversations.list", "").list("items").get(0).text("id");
    ann.say(room, "hello both");
    ann.event("events.messageNew");
    String first = placeholders(ann, 2).get(0);
    assertEquals("second", first);
  }

  @OnEveryTransport
  void c42_agentsMentionEachOtherOnlySoDeep(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper", "quiet");
    ann.say(room, "@helper @quiet go"); // both answer with what mentions the other
    ann.event("events.messageNew");
    int completed = 0;
    int typing = 0;
    while (completed == 0 || typing > 0 || completed < 8) {
      Json event = ann.event();
      completed += event.text("method").equals("events.messageComplete") ? 1 : 0;
      if (event.text("method").equals("events.typing")) {
        typing += event.bool("params", "is_typing") ? 1 : -1;
      }
    }
    assertEquals(8, completed, "two chains, each four replies deep");
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c44_triggersWaitForTheAgentsTurn(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    ann.say(room, "#!script [{\"say\":\"one\"},{\"sleep\":100},{\"say\":\"!\"}]");
    ann.say(room, "two");
    List<String> told =
        Stream.generate(() -> next(ann))
            .filter(e -> !e.text("method").equals("events.messageDelta"))
            .filter(e -> !sender(e).equals(ann.username()))
            .map(e -> e.text("method").substring("events.".length()))
            .limit(8)
            .toList();
    List<String> turn = List.of("typing", "messageNew", "messageComplete", "typing");
    assertEquals(Stream.concat(turn.stream(), turn.stream()).toList(), told);
  }

  @OnEveryTransport
  void c45_c12_aFailedTurnEndsWithItsTextAndTheError(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    ann.say(room, "#!script [{\"say\":\"so far @second\"},{\"fail\":\"no more\"}]");
    Json failed = ann.skipTo("events.messageComplete");
    assertEquals("so far @second", failed.text("content"));
    assertEquals("no more", failed.text("error"));
    assertTrue(failed.has("finalized_at"));
    assertFalse(ann.event("events.typing").bool("is_typing"));
    ann.expectNothingMore();
    Json stored = last(ann, room);
    assertEquals(failed.toString(), stored.toString());
  }

  @OnEveryTransport
  void x52_x64_c45_aLongReplyOrABadScriptFails(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    ann.say(room, "#!script [{\"repeat\":100,\"say\":\"12345\"}]");
    Json failed = ann.skipTo("events.messageComplete");
    assertEquals("reply too long", failed.text("error"));
    assertEquals(200, failed.text("content").length(), "the deltas that fit");
    ann.say(room, "#!script [{\"shout\":1}]");
    assertEquals("bad script", ann.skipTo("events.messageComplete").text("error"));
    ann.say(room, "use tool builtin.fail {\"text\":\"no\"}");
    assertEquals("error: no", ann.skipTo("events.messageComplete").text("content"));
    ann.say(room, "use tool no.such {}");
    assertEquals(
        "error: unknown tool: no.such", ann.skipTo("events.messageComplete").text("content"));
  }

  private static void expectTurn(ChatUser reader, String room, String agent, String text)
      throws Exception {
    Json typing = reader.event("events.typing");
    assertEquals(room, typing.text("conversation_id"));
    assertEquals(agent, typing.text("actor", "username"));
    assertTrue(typing.bool("is_typing"));
    Json placeholder = reader.event("events.messageNew");
    assertEquals("", placeholder.text("content"));
    assertEquals(agent, placeholder.text("sender", "username"));
    assertFalse(placeholder.has("finalized_at"));
    assertEquals(text, reader.readStream(placeholder.text("id")));
    assertFalse(reader.event("events.typing").bool("is_typing"));
  }

  /** The senders of the next placeholders. */
  private static List<String> placeholders(ChatUser reader, int count) {
    return Stream.generate(() -> next(reader))
        .filter(e -> e.text("method").equals("events.messageNew"))
        .limit(count)
        .map(ChatAgentsBlackBoxTest::sender)
        .toList();
  }

  private static String sender(Json event) {
    Json params = event.at("params");
    return params.has("sender") ? params.text("sender", "username") : "";
  }

  private static Json last(ChatUser reader, String room) throws Exception {
    List<Json> items =
        reader.call("messages.history", "'conversation_id':'" + room + "'").list("items");
    return items.get(items.size() - 1);
  }

  private static Json next(ChatUser reader) {
    try {
      return reader.event();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
