package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import dev.deltawire.gateway.outside.Jwt;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The methods over HTTP, from outside (C-25, C-59 to C-63). */
final class ChatHttpBlackBoxTest {

  private static SharedGateways dev;
  private static SharedGateways strict;

  @BeforeAll
  static void start() {
    dev = new SharedGateways("chat.agents=helper");
    strict =
        new SharedGateways(
            "chat.agents=helper", "chat.devMode=false", "chat.jwtSecret=" + Jwt.SECRET);
  }

  @AfterAll
  static void stop() throws Exception {
    dev.close();
    strict.close();
  }

  private static Json call(GatewayServer server, String user, String method, String body)
      throws Exception {
    HttpResponse<String> response =
        server.bearer("dev:" + user, "POST", "/api/" + method, body.replace('\'', '"'));
    assertEquals(200, response.statusCode(), response.body());
    Json json = Json.of(response.body());
    assertTrue(json.bool("ok"));
    return json.at("result");
  }

  private static void assertFails(int status, String description, HttpResponse<String> response) {
    assertEquals(
        "{\"ok\":false,\"error_code\":%d,\"description\":%s}"
            .formatted(status, Json.quoted(description)),
        response.body());
    assertEquals(status, response.statusCode());
  }

  @OnEveryTransport
  void c59_everyMethodHasTheEffectsOfTheSocket(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    ChatUser bob = ChatUser.fresh(server);
    assertEquals(ann.username(), call(server, ann.username(), "getMe", "").text("username"));
    assertEquals(
        "Helper",
        call(server, ann.username(), "getUser", "{'username':'helper'}").text("display_name"));
    assertFalse(call(server, ann.username(), "getUsers", "{}").list("items").isEmpty());

    Json chat =
        call(server, ann.username(), "startChat", "{'user_ids':['" + bob.username() + "']}");
    String cid = "'chat_id':'" + chat.text("id") + "'";
    assertEquals(chat.toString(), ann.event("events.conversationNew").toString());
    assertEquals(
        chat.toString(), call(server, bob.username(), "getChat", "{" + cid + "}").toString());

    Json sent = call(server, ann.username(), "sendMessage", "{" + cid + ",'text':'hi'}");
    for (ChatUser everybody : List.of(ann, bob)) {
      assertEquals(sent.toString(), everybody.event("events.messageNew").toString());
    }
    Json answer =
        call(
            server,
            bob.username(),
            "sendMessage",
            "{" + cid + ",'text':'yes','reply_to_message_id':'" + sent.text("id") + "'}");
    assertEquals(sent.text("id"), answer.text("reply_to_id"));
    ann.event("events.messageNew");
    assertEquals(
        2, call(server, ann.username(), "getChatHistory", "{" + cid + "}").list("items").size());
    assertEquals(1, call(server, ann.username(), "getChats", "").list("items").size());

    call(
        server,
        ann.username(),
        "deleteMessages",
        "{" + cid + ",'message_ids':['" + sent.text("id") + "']}");
    ann.event("events.messageDeleted");
    call(
        server,
        ann.username(),
        "deleteMessagesForMe",
        "{" + cid + ",'message_ids':['" + answer.text("id") + "']}");
    assertEquals(
        List.of(), call(server, ann.username(), "getChatHistory", "{" + cid + "}").list("items"));
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c29_c34_c59_pagesWaitForTheirTurn(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String cid = "{'chat_id':'" + ann.start("helper") + "'}";
    TakenTurns.late(() -> call(server, ann.username(), "getChatHistory", cid));
    TakenTurns.late(() -> call(server, ann.username(), "getChats", ""));
  }

  @OnEveryTransport
  void c53_c54_c55_c56_c59_failuresHaveTheirStatus(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String room = ann.start("helper");
    String token = "dev:" + ann.username();
    assertFails(401, "unauthenticated", server.http("POST", "/api/getMe", ""));
    assertFails(401, "unauthenticated", server.bearer("dev:helper", "POST", "/api/getMe", ""));
    assertFails(400, "malformed body", server.bearer(token, "POST", "/api/getMe", "[]"));
    assertFails(400, "invalid field: chat_id", server.bearer(token, "POST", "/api/getChat", ""));
    assertFails(404, "not found", server.bearer(token, "POST", "/api/noSuchMethod", ""));
    assertFails(404, "not found", server.bearer(token, "POST", "/api/messages.send", ""));
    String nowhere = "{\"chat_id\":\"0d6c1f0a-2b52-4f9e-9f1e-0a2b3c4d5e6f\"}";
    assertFails(
        404, "not found: conversation", server.bearer(token, "POST", "/api/getChat", nowhere));
    assertFails(
        403,
        "permission denied: not a participant",
        server.bearer(
            "dev:" + ChatUser.freshName(),
            "POST",
            "/api/getChat",
            "{\"chat_id\":\"" + room + "\"}"));
    HttpResponse<String> get = server.bearer(token, "GET", "/api/getMe", "");
    assertEquals(405, get.statusCode());
    assertEquals("POST", get.headers().firstValue("allow").orElse(""));
  }

  @OnEveryTransport
  void c60_theWholeSetOfReactionsIsSet(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String id = ann.say(ann.start(ChatUser.fresh(server).username()), "x");
    ann.event("events.messageNew");
    assertEquals("{\"ok\":true}", react(server, ann, id, "'a','b','a'"));
    assertEquals("a", ann.event("events.reactionAdded").text("emoji"));
    assertEquals("b", ann.event("events.reactionAdded").text("emoji"));
    ann.expectNothingMore();
    react(server, ann, id, "'b','c'");
    assertEquals("a", ann.event("events.reactionRemoved").text("emoji"));
    assertEquals("c", ann.event("events.reactionAdded").text("emoji"));
    react(server, ann, id, "'b','c'");
    ann.expectNothingMore();
    react(server, ann, id, "");
    ann.event("events.reactionRemoved");
    ann.event("events.reactionRemoved");
    ann.expectNothingMore();
  }

  private static String react(GatewayServer server, ChatUser user, String id, String emojis)
      throws Exception {
    String body = "{'message_id':'" + id + "','reactions':[" + emojis + "]}";
    return call(server, user.username(), "setMessageReaction", body).toString();
  }

  @OnEveryTransport
  void c61_chatActionsAreTyping(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String cid = "{'chat_id':'" + ann.start(ChatUser.fresh(server).username()) + "'";
    call(server, ann.username(), "sendChatAction", cid + ",'action':'typing'}");
    assertTrue(ann.event("events.typing").bool("is_typing"));
    call(server, ann.username(), "sendChatAction", cid + ",'action':'cancel'}");
    assertFalse(ann.event("events.typing").bool("is_typing"));
    assertFails(
        400,
        "invalid field: action",
        server.bearer(
            "dev:" + ann.username(),
            "POST",
            "/api/sendChatAction",
            (cid + ",'action':'dance'}").replace('\'', '"')));
  }

  @OnEveryTransport
  void c62_signInIsOpenInDevModeButForAgents(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    String name = ChatUser.freshName();
    HttpResponse<String> response =
        server.http("POST", "/api/signIn", "{\"username\":\"" + name + "\"}");
    Json auth = Json.of(response.body()).at("result");
    assertEquals("dev:" + name, auth.text("access_token"));
    assertEquals(name, auth.text("account", "username"));
    assertFails(
        403,
        "permission denied: an agent's account",
        server.http("POST", "/api/signIn", "{\"username\":\"helper\"}"));
    Json agent =
        Json.of(server.operator("POST", "/api/signIn", "{\"username\":\"helper\"}").body());
    String token = agent.text("result", "access_token");
    assertEquals("helper", ChatUser.connect(server, token).username());
    assertFails(
        400,
        "invalid field: username",
        server.http("POST", "/api/signIn", "{\"username\":\"No Name\"}"));
  }

  @OnEveryTransport
  void c25_c62_withoutDevModeTheOperatorSignsIn(String transport) throws Exception {
    GatewayServer server = strict.over(transport);
    String body = "{\"username\":\"ops\"}";
    assertFails(401, "unauthenticated", server.http("POST", "/api/signIn", body));
    assertFails(404, "not found: account", server.operator("POST", "/api/signIn", body));
    server.operator("POST", "/api/createUser", body);
    server.operator("POST", "/api/createUser", "{\"username\":\"other\"}");
    String token =
        Json.of(server.operator("POST", "/api/signIn", body).body()).text("result", "access_token");
    ChatUser ops = ChatUser.connect(server, token);
    Json own = ops.call("auth.login", "'username':'ops'");
    assertEquals(31_536_000, own.number("expires_in"));
    assertEquals("ops", ChatUser.connect(server, own.text("access_token")).username());
    assertTrue(ops.fail("auth.login", "'username':'other'").startsWith("permission_denied "));
    String agent =
        Json.of(server.operator("POST", "/api/signIn", "{\"username\":\"helper\"}").body())
            .text("result", "access_token");
    assertTrue(
        ChatUser.connect(server, agent)
            .fail("auth.login", "'username':'helper'")
            .startsWith("permission_denied "));
  }

  @OnEveryTransport
  void c57_c63_accountsAreTheOperatorsToCreate(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    String body =
        "{\"username\":\"ops:claude\",\"display_name\":\"Claude\",\"kind\":\"agent\","
            + "\"parent_username\":\"helper\",\"agent_provider\":\"claude\"}";
    assertFails(
        401,
        "unauthenticated",
        server.bearer("dev:" + ChatUser.freshName(), "POST", "/api/createUser", body));
    assertEquals(
        "{\"ok\":true,\"result\":{\"username\":\"ops:claude\",\"kind\":\"agent\","
            + "\"display_name\":\"Claude\",\"parent_username\":\"helper\","
            + "\"agent_provider\":\"claude\"}}",
        server.operator("POST", "/api/createUser", body).body());
    assertFails(409, "already exists: account", server.operator("POST", "/api/createUser", body));
    assertFails(
        404,
        "not found: account",
        server.operator(
            "POST",
            "/api/createUser",
            "{\"username\":\"x\",\"kind\":\"agent\",\"parent_username\":\"nobody.x\"}"));
  }

  @OnEveryTransport
  void c63_c42_anExternalAgentActsThroughItsOwnToken(String transport) throws Exception {
    GatewayServer server = dev.over(transport);
    server.operator(
        "POST",
        "/api/createUser",
        "{\"username\":\"outside\",\"kind\":\"agent\",\"agent_provider\":\"external\"}");
    String token =
        Json.of(server.operator("POST", "/api/signIn", "{\"username\":\"outside\"}").body())
            .text("result", "access_token");
    ChatUser agent = ChatUser.connect(server, token);
    ChatUser ann = ChatUser.fresh(server);
    String room = ann.start("outside", "helper");
    ann.say(room, "#!script []");
    assertEquals("helper", ann.skipTo("events.messageComplete").text("sender", "username"));
    ann.event("events.typing");
    ann.expectNothingMore(); // nobody speaks for the external agent
    agent.say(room, "no names");
    ann.event("events.messageNew");
    ann.expectNothingMore();
    agent.say(room, "over to @helper");
    assertEquals("over to @helper", ann.skipTo("events.messageComplete").text("content"));
  }
}
