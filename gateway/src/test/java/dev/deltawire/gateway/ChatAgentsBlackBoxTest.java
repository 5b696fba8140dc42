package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.deltawire.gateway.outside.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Agents in rooms, from outside (C-42 to C-48). */
final class ChatAgentsBlackBoxTest {

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("chat.devMode=true", "chat.agents=helper,second");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void c17_c18_c19_c20_c44_aTurnHasItsOrder(String transport) throws Exception {
    ChatUser ops = ChatUser.dev(gateways.over(transport), "ops");
    String room = ops.start("helper");
    String question = ops.say(room, "Systematic shorts lose.");
    assertEquals(question, ops.event("events.messageNew").text("id"));

    Json typing = ops.event("events.typing");
    assertEquals(room, typing.text("conversation_id"));
    assertEquals("helper", typing.text("actor", "username"));
    assertEquals(true, typing.bool("is_typing"));
    Json placeholder = ops.event("events.messageNew");
    assertEquals("", placeholder.text("content"));
    assertEquals("helper", placeholder.text("sender", "username"));
    assertFalse(placeholder.has("finalized_at"));
    assertEquals("Systematic shorts lose.", ops.readStream(placeholder.text("id")));
    assertFalse(ops.event("events.typing").bool("is_typing"));
    ops.expectNothingMore();
  }
}
