package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.net.http.HttpResponse;
import java.util.List;

/** The REST paths of the messenger dialect (PROTOCOLS 6.4). */
final class MessengerRestTest {

  @OnEveryTransport
  void m41_aMessageIsAnsweredWhole(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      HttpResponse<String> response =
          site.as(
              "alice",
              "POST",
              "/v1/messages",
              "{\"to\":\"@bob\",\"client_msg_id\":\"c1\",\"type\":\"text\","
                  + "\"content\":{\"text\":\"Hello.\"},\"metadata\":{}}");
      assertEquals(201, response.statusCode());
      Json message = Json.of(response.body());
      assertEquals(
          "{\"id\":\""
              + message.text("id")
              + "\",\"conversation_id\":\""
              + message.text("conversation_id")
              + "\",\"sender\":\"alice\",\"client_msg_id\":\"c1\",\"seq\":1,\"type\":\"text\","
              + "\"content\":{\"text\":\"Hello.\"},\"metadata\":{},\"created_at\":\""
              + message.text("created_at")
              + "\",\"status\":\"stored\"}",
          response.body());
      Json answer = site.reply("bob", message.text("conversation_id"), "Hi.");
      assertEquals(message.text("conversation_id"), answer.text("conversation_id"));
      assertEquals(2, answer.number("seq"));
    }
  }

  @OnEveryTransport
  void m41_aReplayIsAnsweredByWhatWasStoredWhateverItsBody(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer bob = site.connect("bob");
      String id = site.send("alice", "bob", "one").text("id");
      bob.message("one");
      for (String body :
          List.of(
              "{\"to\":\"bob\",\"client_msg_id\":\"c1\",\"content\":{\"text\":\"other\"}}",
              "{\"to\":\"nobody\",\"client_msg_id\":\"c1\",\"content\":{\"text\":\"other\"}}",
              "{\"client_msg_id\":\"c1\"}",
              "{\"to\":7,\"client_msg_id\":\"c1\",\"content\":{}}")) {
        Json replay = site.as("alice", "POST", "/v1/messages", body, 200);
        assertEquals(id, replay.text("id"));
        assertEquals("one", replay.text("content", "text"));
      }
      bob.expectNothingMore();
      site.as("bob", "POST", "/v1/messages", "{\"client_msg_id\":\"c1\"}", 400);
    }
  }

  @OnEveryTransport
  void m41_m49_whatIsNoMessageIsRefused(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String text = "\"content\":{\"text\":\"x\"}";
      for (String members :
          List.of(
              text,
              "\"to\":\"bob\",\"conversation_id\":\"conv_x\"," + text,
              "\"to\":\"alice\"," + text,
              "\"to\":\"@alice\"," + text,
              "\"to\":\"system\"," + text,
              "\"to\":\"Bob\"," + text,
              "\"to\":\"bob\"",
              "\"to\":\"bob\",\"content\":\"x\"",
              "\"to\":\"bob\",\"content\":{}",
              "\"to\":\"bob\",\"content\":{\"text\":7}",
              "\"to\":\"bob\",\"content\":{\"text\":\"x\",\"data\":[]}",
              "\"to\":\"bob\",\"type\":\"structured\"," + text,
              "\"to\":\"bob\",\"type\":\"file\"," + text,
              "\"to\":\"bob\",\"type\":\"system\"," + text,
              "\"to\":\"bob\",\"type\":\"nonsense\"," + text,
              "\"to\":\"bob\",\"metadata\":[]," + text)) {
        Json error =
            site.as(
                "alice", "POST", "/v1/messages", "{\"client_msg_id\":\"c\"," + members + "}", 400);
        assertEquals("VALIDATION_ERROR", error.text("code"), members);
        error.text("details", "field");
      }
      for (String id : List.of("", "\"client_msg_id\":\"\",", "\"client_msg_id\":7,")) {
        site.as("alice", "POST", "/v1/messages", "{" + id + "\"to\":\"bob\"," + text + "}", 400);
      }
      Json both = site.as("alice", "POST", "/v1/messages", "{\"client_msg_id\":\"c\"}", 400);
      assertEquals(
          "{\"code\":\"VALIDATION_ERROR\",\"message\":\"exactly one of to, conversation_id\","
              + "\"details\":{\"field\":\"to\"}}",
          both.toString());
      assertEquals(0, site.as("bob", "GET", "/v1/messages/sync", "", 200).list().size());
    }
  }

  @OnEveryTransport
  void m41_m49_unknownRecipientsAreNotFound(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String conversation = site.send("alice", "bob", "one").text("conversation_id");
      assertEquals(
          "AGENT_NOT_FOUND",
          site.as("alice", "POST", "/v1/messages", site.body("to", "nobody", "x"), 404)
              .text("code"));
      for (String other : List.of("conv_unknown", conversation)) {
        assertEquals(
            "CONVERSATION_NOT_FOUND",
            site.as("carol", "POST", "/v1/messages", site.body("conversation_id", other, "x"), 404)
                .text("code"));
      }
    }
  }

  @OnEveryTransport
  void m41_eachTypeTakesItsContent(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      int n = 0;
      for (String content :
          List.of(
              "\"type\":\"text\",\"content\":{\"text\":\"x\",\"data\":{},\"more\":1}",
              "\"type\":\"structured\",\"content\":{\"data\":{\"a\":[1]}}",
              "\"type\":\"file\",\"content\":{\"attachment_id\":\"att_1\",\"text\":null}",
              "\"type\":null,\"metadata\":null,\"content\":{\"text\":\"\"}")) {
        n++;
        site.as(
            "alice",
            "POST",
            "/v1/messages",
            "{\"to\":\"bob\",\"client_msg_id\":\"t" + n + "\"," + content + "}",
            201);
      }
    }
  }

  @OnEveryTransport
  void m42_historyIsReadInBothDirections(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String conversation = "";
      for (int i = 0; i < 60; i++) {
        conversation =
            site.send(i % 2 == 0 ? "alice" : "bob", i % 2 == 0 ? "bob" : "alice", "m" + i)
                .text("conversation_id");
      }
      String path = "/v1/messages/" + conversation;
      assertSeqs(site, path, 60, 11, true);
      assertSeqs(site, path + "?limit=200", 60, 1, false);
      assertSeqs(site, path + "?after_seq=57", 58, 60, false);
      assertSeqs(site, path + "?after_seq=10&limit=5", 11, 15, true);
      assertSeqs(site, path + "?before_seq=4", 3, 1, false);
      assertSeqs(site, path + "?before_seq=4&limit=2", 3, 2, true);
      assertEquals(0, site.as("alice", "GET", path + "?after_seq=60", "", 200).list().size());
      for (String bad :
          List.of(
              "?after_seq=1&before_seq=5",
              "?limit=0",
              "?limit=201",
              "?after_seq=x",
              "?before_seq=-1")) {
        assertEquals("VALIDATION_ERROR", site.as("alice", "GET", path + bad, "", 400).text("code"));
      }
      assertEquals("CONVERSATION_NOT_FOUND", site.as("carol", "GET", path, "", 404).text("code"));
      Json own = site.as("alice", "GET", path + "?after_seq=58", "", 200).list().get(0);
      Json others = site.as("alice", "GET", path + "?after_seq=59", "", 200).list().get(0);
      assertFalse(own.has("delivery_id"));
      assertTrue(others.has("delivery_id"));
      assertEquals("stored", own.text("status"), "M-42: changes no status");
    }
  }

  @OnEveryTransport
  void m44_m45_syncListsAndAcknowledges(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String conversation = "";
      for (int i = 0; i < 5; i++) {
        conversation = site.send("alice", "bob", "a" + i).text("conversation_id");
        site.send("carol", "bob", "c" + i);
      }
      HttpResponse<String> page = site.as("bob", "GET", "/v1/messages/sync?limit=3", "");
      assertEquals("true", page.headers().firstValue("X-Has-More").orElseThrow());
      List<Json> rows = Json.of(page.body()).list();
      assertEquals(
          List.of("a0", "c0", "a1"), rows.stream().map(r -> r.text("content", "text")).toList());
      String last = rows.get(2).text("delivery_id");
      HttpResponse<String> rest = site.as("bob", "GET", "/v1/messages/sync?after=" + last, "");
      assertEquals("false", rest.headers().firstValue("X-Has-More").orElseThrow());
      assertEquals(7, Json.of(rest.body()).list().size());
      assertEquals(
          3,
          site.as(
                  "bob",
                  "GET",
                  "/v1/messages/sync?after=" + last + "&conversation_id=" + conversation,
                  "",
                  200)
              .list()
              .size());
      assertEquals(3, ack(site, last, 200).number("acked"));
      assertEquals(0, ack(site, last, 200).number("acked"));
      assertEquals(7, site.as("bob", "GET", "/v1/messages/sync", "", 200).list().size());
      for (String unknown : List.of("del_x", "del_000000000000000000000000000000ff", "")) {
        assertEquals("VALIDATION_ERROR", ack(site, unknown, 400).text("code"));
      }
      site.as("bob", "GET", "/v1/messages/sync?limit=501", "", 400);
      site.as("bob", "GET", "/v1/messages/sync?after=x", "", 400);
      MessengerPeer bob = site.connect("bob"); // the rest is drained
      bob.message("c1");
    }
  }

  @OnEveryTransport
  void m46_presenceOverRest(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      site.send("bob", "alice", "hi");
      MessengerPeer alice = site.connect("alice");
      alice.message("hi");
      String busy = "{\"status\":\"busy\",\"custom_message\":\"x\"}";
      assertEquals(
          "{\"handle\":\"bob\",\"status\":\"offline\",\"custom_message\":\"x\"}",
          site.as("bob", "PUT", "/v1/presence", busy, 200).toString());
      alice.expectPresence("bob", "offline"); // its message has changed
      MessengerPeer bob = site.connect("bob");
      alice.expectPresence("bob", "online");
      assertEquals(
          "{\"handle\":\"bob\",\"status\":\"busy\",\"custom_message\":\"x\"}",
          site.as("bob", "PUT", "/v1/presence", busy, 200).toString());
      alice.expectPresence("bob", "busy");
      assertEquals(
          "{\"handle\":\"bob\",\"status\":\"busy\",\"custom_message\":null}",
          site.as(
                  "bob",
                  "PUT",
                  "/v1/presence",
                  "{\"status\":\"busy\",\"custom_message\":null}",
                  200)
              .toString());
      assertEquals("busy", site.as("alice", "GET", "/v1/presence/@bob", "", 200).text("status"));
      for (String bad :
          List.of("{}", "{\"status\":\"away\"}", "{\"status\":\"busy\",\"custom_message\":7}")) {
        site.as("bob", "PUT", "/v1/presence", bad, 400);
      }
      bob.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m47_contentAndBacklogAreLimited(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "messenger.backlogWarning=2", "messenger.maxBacklog=3")
            .register("alice", "bob")) {
      int room = 32_768 - "{\"text\":\"\"}{}".length();
      assertEquals(
          201,
          site.as(
                  "alice",
                  "POST",
                  "/v1/messages",
                  "{\"to\":\"bob\",\"client_msg_id\":\"big\",\"content\":{ \"text\" : \""
                      + "x".repeat(room)
                      + "\"}}")
              .statusCode());
      assertEquals(
          "CONTENT_TOO_LARGE",
          site.as(
                  "alice",
                  "POST",
                  "/v1/messages",
                  "{\"to\":\"bob\",\"client_msg_id\":\"bigger\",\"content\":{\"text\":\""
                      + "x".repeat(room + 1)
                      + "\"}}",
                  413)
              .text("code"));
      HttpResponse<String> second =
          site.as("alice", "POST", "/v1/messages", site.body("to", "bob", "2"));
      assertEquals("bob=2", second.headers().firstValue("X-Backlog-Warning").orElseThrow());
      site.send("alice", "bob", "3");
      assertEquals(
          "RECIPIENT_BACKLOGGED",
          site.as("alice", "POST", "/v1/messages", site.body("to", "bob", "4"), 429).text("code"));
      String group = site.group("alice", "bob");
      site.reply("alice", group, "groups are exempt");
    }
  }

  @OnEveryTransport
  void m49_credentialsAreAskedFor(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      for (String path : List.of("/v1/presence", "/v1/messages/sync", "/v1/messages/conv_x")) {
        assertEquals(401, site.server().http("GET", path, "").statusCode());
        HttpResponse<String> bad = site.server().bearer("bad", "GET", path, "");
        assertEquals(401, bad.statusCode());
        assertEquals("UNAUTHORIZED", Json.of(bad.body()).text("code"));
      }
      assertEquals(404, site.as("alice", "GET", "/v1/nonsense", "").statusCode());
      assertEquals(405, site.as("alice", "DELETE", "/v1/presence", "").statusCode());
    }
  }

  @OnEveryTransport
  void m50_groupsAreMadeOfAgents(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      Json group =
          site.as(
              "alice",
              "POST",
              "/v1/groups",
              "{\"name\":\"team\",\"member_handles\":[\"@bob\",\"carol\",\"bob\",\"alice\"]}",
              201);
      assertTrue(group.text("id").matches("grp_[A-Za-z0-9_-]{16}"));
      assertEquals("team", group.text("name"));
      assertEquals("[\"alice\",\"bob\",\"carol\"]", group.at("members").toString());
      assertEquals("alice", group.text("created_by"));
      assertTrue(group.text("created_at").endsWith("Z"));
      for (String bad :
          List.of(
              "{\"name\":\"\",\"members\":[\"bob\"]}",
              "{\"name\":\"x\",\"members\":[]}",
              "{\"name\":\"x\"}",
              "{\"members\":[\"bob\"]}",
              "{\"name\":\"x\",\"members\":[7]}",
              "{\"name\":\"x\",\"members\":[\"Bob\"]}")) {
        site.as("alice", "POST", "/v1/groups", bad, 400);
      }
      assertEquals(
          "AGENT_NOT_FOUND",
          site.as("alice", "POST", "/v1/groups", "{\"name\":\"x\",\"members\":[\"nobody\"]}", 404)
              .text("code"));
      assertEquals(404, site.as("alice", "DELETE", "/v1/groups/grp_x", "").statusCode());
    }
  }

  @OnEveryTransport
  void m51_agentsAreTheOperators(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      GatewayServer server = site.server();
      assertEquals(401, server.http("POST", "/v1/agents", "{\"handle\":\"x\"}").statusCode());
      assertEquals(401, site.as("alice", "POST", "/v1/agents", "{\"handle\":\"x\"}").statusCode());
      HttpResponse<String> taken = server.operator("POST", "/v1/agents", "{\"handle\":\"alice\"}");
      assertEquals(409, taken.statusCode());
      assertEquals("ALREADY_EXISTS", Json.of(taken.body()).text("code"));
      for (String bad : List.of("{}", "{\"handle\":\"system\"}", "{\"handle\":\"A\"}")) {
        assertEquals(400, server.operator("POST", "/v1/agents", bad).statusCode());
      }
      assertEquals(
          400, server.operator("PATCH", "/v1/agents/alice", "{\"status\":\"x\"}").statusCode());
      for (String unknown : List.of("POST rotate", "PATCH ", "DELETE ")) {
        String method = unknown.split(" ", -1)[0];
        String path = "/v1/agents/nobody" + (method.equals("POST") ? "/rotate" : "");
        HttpResponse<String> response = server.operator(method, path, "{\"status\":\"suspended\"}");
        assertEquals(404, response.statusCode());
        assertEquals("AGENT_NOT_FOUND", Json.of(response.body()).text("code"));
      }
      assertEquals(204, server.operator("DELETE", "/v1/agents/alice", "").statusCode());
      assertEquals(
          409, server.operator("POST", "/v1/agents", "{\"handle\":\"alice\"}").statusCode());
      assertEquals(401, site.as("alice", "GET", "/v1/presence", "").statusCode());
    }
  }

  @OnEveryTransport
  void m39_whatIsNotOfferedIsUnknown(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      for (String path : List.of("/v1/contacts", "/v1/uploads", "/v1/groups/grp_x/members")) {
        HttpResponse<String> response = site.as("alice", "GET", path, "");
        assertEquals(404, response.statusCode(), path);
        Json.of(response.body()).text("code");
      }
    }
  }

  private static Json ack(MessengerSite site, String delivery, int status) throws Exception {
    return site.as(
        "bob",
        "POST",
        "/v1/messages/sync/ack",
        "{\"last_delivery_id\":\"" + delivery + "\"}",
        status);
  }

  private static void assertSeqs(
      MessengerSite site, String path, long first, long last, boolean more) throws Exception {
    HttpResponse<String> response = site.as("alice", "GET", path, "");
    List<Long> seqs = Json.of(response.body()).list().stream().map(m -> m.number("seq")).toList();
    assertEquals(first, seqs.get(0), path);
    assertEquals(last, seqs.get(seqs.size() - 1), path);
    assertEquals(Math.abs(first - last) + 1, seqs.size(), path);
    assertEquals(
        Boolean.toString(more), response.headers().firstValue("X-Has-More").orElseThrow(), path);
  }
}
