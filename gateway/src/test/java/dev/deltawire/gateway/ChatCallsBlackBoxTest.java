package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Calls and replies, accounts and conversations, from outside (C-06 to C-31, C-51, C-53). */
final class ChatCallsBlackBoxTest {

  private static final String NOWHERE = "'conversation_id':'00000000-0000-4000-8000-000000000000'";

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("chat.agents=bot");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  @OnEveryTransport
  void c06_c08_c09_repliesComeInCallOrderForMalformedFramesToo(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(gateways.over(transport));
    user.send("ping", "");
    user.sendRaw("no json");
    user.send("accounts.me", "");
    user.sendRaw("{\"method\":\"no.such\"}");
    user.send("accounts.get", "'username':'nobody.here'");
    user.sendRaw("{\"method\":\"ping\"}");

    assertEquals("{\"ok\":true,\"result\":{\"ok\":true}}", user.event().toString());
    assertEquals("invalid_argument malformed frame", user.failure());
    assertEquals(user.username(), user.result().text("username"));
    assertEquals("invalid_argument unknown method: no.such", user.failure());
    assertEquals(
        "{\"ok\":false,\"error\":{\"code\":\"not_found\",\"message\":\"not found: account\"}}",
        user.event().toString());
    assertTrue(user.result().bool("ok"));
  }

  @OnEveryTransport
  void c53_x25_invalidArgumentsSpendTheBudgetAndOtherFailuresDoNot(String transport)
      throws Exception {
    ChatUser user = ChatUser.fresh(gateways.over(transport));
    for (int i = 0; i < 12; i++) {
      assertEquals("not_found not found: conversation", user.fail("conversations.get", NOWHERE));
    }
    for (int i = 0; i < 8; i++) {
      user.sendRaw("[]");
      assertEquals("invalid_argument malformed frame", user.failure());
    }
    user.sendRaw("[]");
    assertEquals(1008, user.peer().frame().closeCode());
  }

  @OnEveryTransport
  void c53_x23_whatOnlyTheServerSendsIsUnknown(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(gateways.over(transport));
    assertEquals(
        "invalid_argument unknown method: events.typing", user.fail("events.typing", NOWHERE));
    assertEquals(
        "invalid_argument unknown method: createUser", user.fail("createUser", "'username':'x'"));
  }

  @OnEveryTransport
  void c15_c25_loginGivesADevTokenAndChangesNothingOfTheSocket(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser user = ChatUser.fresh(server);
    String other = ChatUser.freshName();
    Json auth = user.call("auth.login", "'username':'" + other + "'");
    assertEquals("dev:" + other, auth.text("access_token"));
    assertEquals(31_536_000, auth.number("expires_in"));
    assertEquals(other, auth.text("account", "username"));
    assertEquals(user.username(), user.call("accounts.me", "").text("username"));
    assertEquals(other, ChatUser.connect(server, auth.text("access_token")).username());
    assertEquals(
        "permission_denied permission denied: an agent's account",
        user.fail("auth.login", "'username':'bot'"));
  }

  @OnEveryTransport
  void c10_c26_c27_c28_accountsAreFoundAndListedByUsername(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(gateways.over(transport));
    Json bot = user.call("accounts.get", "'username':'bot'");
    assertEquals(
        "{\"username\":\"bot\",\"kind\":\"agent\",\"display_name\":\"Bot\"}", bot.toString());
    assertEquals("not_found not found: account", user.fail("accounts.get", "'username':'no.one'"));
    Json page = user.call("accounts.list", "");
    assertFalse(page.has("next_cursor"));
    List<String> names = page.list("items").stream().map(a -> a.text("username")).toList();
    assertEquals(names.stream().sorted().toList(), names);
    assertTrue(names.containsAll(List.of("bot", user.username())));
  }

  @OnEveryTransport
  void c11_c23_c31_aNewConversationIsToldToTheCallersOtherSockets(String transport)
      throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    ChatUser annAgain = ann.again(server);
    ChatUser bob = ChatUser.fresh(server);

    Json direct =
        ann.call("conversations.create", "'user_ids':['" + bob.username() + "'],'title':'x'");
    assertEquals("direct", direct.text("kind"));
    assertFalse(direct.has("title"), "groups only");
    assertFalse(direct.has("unread_count"));
    assertEquals(
        List.of(ann.username(), bob.username()),
        direct.list("participants").stream().map(p -> p.text("username")).toList());
    Json told = annAgain.event("events.conversationNew");
    assertEquals(direct.toString(), told.toString());
    ann.expectNothingMore();
    bob.expectNothingMore();

    Json reused =
        bob.call(
            "conversations.create",
            "'user_ids':['" + ann.username() + "','" + bob.username() + "']");
    assertEquals(direct.text("id"), reused.text("id"));
    annAgain.expectNothingMore();
  }

  @OnEveryTransport
  void c31_groupsAreAlwaysNewAndHaveTitles(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String bob = ChatUser.fresh(server).username();
    String params =
        "'user_ids':['%s','bot','%s','%s'],'title':'Desk'".formatted(bob, bob, ann.username());
    Json one = ann.call("conversations.create", params);
    Json other = ann.call("conversations.create", params);
    assertEquals("group", one.text("kind"));
    assertEquals("Desk", one.text("title"));
    assertEquals(3, one.list("participants").size());
    assertFalse(one.text("id").equals(other.text("id")));
  }

  @OnEveryTransport
  void c31_c56_conversationsNeedTwoWhoExist(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String alone = "'user_ids':['" + ann.username() + "']";
    assertTrue(ann.fail("conversations.create", alone).startsWith("invalid_argument "));
    assertTrue(ann.fail("conversations.create", "'user_ids':[]").startsWith("invalid_argument "));
    assertEquals(
        "not_found not found: account",
        ann.fail("conversations.create", "'user_ids':['bot','Nobody At All']"));
    assertEquals(List.of(), ann.call("conversations.list", "").list("items"));
  }

  @OnEveryTransport
  void c29_c30_conversationsAreListedNewestFirst(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String first = ann.start(ChatUser.fresh(server).username());
    String second = ann.start(ChatUser.fresh(server).username());
    Thread.sleep(2); // updated_at has milliseconds
    ann.say(first, "up again");
    Json page = ann.call("conversations.list", "");
    assertEquals(
        List.of(first, second), page.list("items").stream().map(c -> c.text("id")).toList());
    Json got = ann.call("conversations.get", "'conversation_id':'" + first + "'");
    assertEquals(page.list("items").get(0).toString(), got.toString());
    assertTrue(
        got.text("updated_at").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
  }

  @OnEveryTransport
  void c51_c55_c56_accessIsCheckedInItsOrder(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    ChatUser eve = ChatUser.fresh(server);
    String room = "'conversation_id':'" + ann.start("bot") + "'";
    List<String> calls =
        List.of(
            "conversations.get|",
            "messages.send|,'content':'x'",
            "messages.history|",
            "messages.delete|,'ids':['00000000-0000-4000-8000-000000000000']",
            "messages.delete_for_me|,'ids':['00000000-0000-4000-8000-000000000000']",
            "typing.set|,'is_typing':true");
    for (String call : calls) {
      String[] parts = call.split("\\|", -1);
      assertEquals(
          "permission_denied permission denied: not a participant",
          eve.fail(parts[0], room + parts[1]));
      assertEquals("not_found not found: conversation", eve.fail(parts[0], NOWHERE + parts[1]));
    }
    assertEquals("invalid_argument invalid params: content", eve.fail("messages.send", NOWHERE));
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c41_pingIsAnsweredAndNothingElse(String transport) throws Exception {
    ChatUser user = ChatUser.fresh(gateways.over(transport));
    user.expectNothingMore();
    user.expectNothingMore();
  }
}
