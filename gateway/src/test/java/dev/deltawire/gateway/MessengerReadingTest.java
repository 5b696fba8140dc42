package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading, groups, warnings (PROTOCOLS 6.3). */
final class MessengerReadingTest {

  @OnEveryTransport
  void m14_m20_m32_m33_readingIsCumulativeAndTellsTheSender(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String conversation = site.send("alice", "bob", "one").text("conversation_id");
      String second = site.send("alice", "bob", "two").text("id");
      String third = site.send("alice", "bob", "three").text("id");
      MessengerPeer alice = site.connect("alice");
      MessengerPeer other = site.connect("alice");
      MessengerPeer bob = site.connect("bob");
      bob.message("one");
      bob.message("two");
      bob.message("three");
      alice.expectPresence("bob", "online");
      other.expectPresence("bob", "online");
      bob.send("message.read_ack", ack(conversation, 2));
      for (MessengerPeer socket : List.of(alice, other)) {
        Json read = socket.payload("message.read");
        assertEquals(conversation, read.text("conversation_id"));
        assertEquals(second, read.text("message_id"));
        assertEquals(2, read.number("through_seq"));
        assertEquals("bob", read.text("read_by"));
        assertTrue(read.text("read_at").endsWith("Z"));
      }
      bob.send("message.read_ack", ack(conversation, 1)); // nothing newly read
      bob.send("message.read_ack", ack(conversation, 0));
      bob.expectNothingMore(); // no answer on success
      alice.expectNothingMore();
      bob.send("message.read_ack", "{\"message_id\":\"" + third + "\"}");
      assertEquals(third, alice.payload("message.read").text("message_id"));
      bob.send("message.read_ack", ack(conversation, 999)); // clamped
      bob.expectNothingMore();
      alice.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m32_unknownAndForeignOnesCanNotBeRead(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      Json message = site.send("alice", "bob", "one");
      MessengerPeer carol = site.connect("carol");
      carol.send("message.read_ack", ack(message.text("conversation_id"), 1));
      carol.expectError("CONVERSATION_NOT_FOUND");
      carol.send("message.read_ack", ack("conv_unknown", 1));
      carol.expectError("CONVERSATION_NOT_FOUND");
      carol.send("message.read_ack", "{\"message_id\":\"" + message.text("id") + "\"}");
      carol.expectError("MESSAGE_NOT_FOUND");
      carol.send("message.read_ack", "{\"message_id\":\"msg_unknown\"}");
      carol.expectError("MESSAGE_NOT_FOUND");
    }
  }

  @OnEveryTransport
  void m33_inAGroupEachSenderIsToldOnce(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String group = site.group("alice", "bob", "carol");
      site.reply("alice", group, "1");
      site.reply("alice", group, "2");
      String last = site.reply("carol", group, "3").text("id");
      MessengerPeer alice = site.connect("alice");
      alice.message("3");
      MessengerPeer carol = site.connect("carol");
      carol.message("1");
      carol.message("2");
      alice.expectPresence("carol", "online");
      site.as("bob", "POST", "/v1/messages/" + last + "/read", "", 200);
      for (MessengerPeer socket : List.of(alice, carol)) {
        Json read = socket.payload("message.read");
        assertEquals(last + " 3", read.text("message_id") + " " + read.number("through_seq"));
        socket.expectNothingMore();
      }
    }
  }

  @OnEveryTransport
  void m32_m43_readingOverRestDeliversToo(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      Json message = site.send("alice", "bob", "one");
      MessengerPeer alice = site.connect("alice");
      String path = "/v1/messages/" + message.text("id") + "/read";
      Json read = site.as("bob", "POST", path, "", 200);
      assertEquals(message.text("conversation_id"), read.text("conversation_id"));
      assertEquals(message.text("id"), read.text("message_id"));
      assertEquals(1, read.number("through_seq"));
      assertTrue(read.text("read_at").endsWith("Z"));
      assertEquals(message.text("id"), alice.payload("message.read").text("message_id"));
      assertEquals(1, site.as("bob", "POST", path, "", 200).number("through_seq"));
      alice.expectNothingMore();
      site.connect("bob").expectNothingMore();
      assertEquals(
          "MESSAGE_NOT_FOUND",
          site.as("bob", "POST", "/v1/messages/msg_x/read", "", 404).text("code"));
    }
  }

  @OnEveryTransport
  void m17_m37_m50_aDeletedGroupTellsAllItsMembers(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      String group = site.group("alice", "bob", "carol");
      MessengerPeer alice = site.connect("alice");
      MessengerPeer bob = site.connect("bob");
      alice.expectPresence("bob", "online");
      assertEquals(403, site.as("bob", "DELETE", "/v1/groups/" + group, "").statusCode());
      assertEquals(204, site.as("alice", "DELETE", "/v1/groups/" + group, "").statusCode());
      for (MessengerPeer socket : List.of(alice, bob)) {
        Json last = socket.payload("message.new");
        assertEquals("system", last.text("sender"));
        assertEquals("system", last.text("type"));
        assertEquals(last.text("id"), last.text("client_msg_id"));
        assertEquals(
            "{\"data\":{\"schema_version\":1,\"event\":\"group_deleted\","
                + "\"actor_handle\":\"alice\"}}",
            last.at("content").toString());
        Json deleted = socket.payload("group.deleted");
        assertEquals(group, deleted.text("group_id"));
        assertEquals("alice", deleted.text("deleted_by_handle"));
        assertEquals(last.text("created_at"), deleted.text("deleted_at"));
        socket.expectNothingMore();
      }
      MessengerPeer carol = site.connect("carol"); // was offline
      assertEquals("system", carol.payload("message.new").text("sender"));
      carol.expectNothingMore();
      assertEquals(
          "GROUP_DELETED", site.as("alice", "DELETE", "/v1/groups/" + group, "", 410).text("code"));
      assertEquals(
          "GROUP_DELETED",
          site.as("bob", "POST", "/v1/messages", site.body("conversation_id", group, "late"), 410)
              .text("code"));
      assertEquals(1, site.as("bob", "GET", "/v1/messages/" + group, "", 200).list().size());
    }
  }

  @OnEveryTransport
  void m18_m38_m48_sendersAreWarnedOnceAndThenRefused(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "messenger.sendRate=10", "messenger.sendWindow=30s")
            .register("alice", "bob")) {
      MessengerPeer alice = site.connect("alice");
      MessengerPeer other = site.connect("alice");
      String replay = site.body("to", "bob", "again");
      site.as("alice", "POST", "/v1/messages", replay, 201);
      for (int i = 0; i < 6; i++) {
        site.as("alice", "POST", "/v1/messages", replay, 200); // replays count
      }
      alice.expectNothingMore();
      site.send("alice", "bob", "8th");
      for (MessengerPeer socket : List.of(alice, other)) {
        Json warning = socket.payload("rate_limit.warning");
        assertEquals("/v1/messages", warning.text("endpoint"));
        assertEquals(10, warning.number("limit"));
        assertEquals(2, warning.number("remaining"));
        assertTrue(warning.text("reset_at").endsWith("Z"));
        warning.text("message");
      }
      site.send("alice", "bob", "9th");
      site.send("alice", "bob", "10th");
      alice.expectNothingMore();
      var refused = site.as("alice", "POST", "/v1/messages", site.body("to", "bob", "11th"));
      assertEquals(429, refused.statusCode());
      assertEquals("RATE_LIMITED", Json.of(refused.body()).text("code"));
      int retryAfter = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
      assertTrue(retryAfter >= 1 && retryAfter <= 30);
      assertEquals(4, site.as("bob", "GET", "/v1/messages/sync", "", 200).list().size());
      site.send("bob", "alice", "others are not affected");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.deltawire.gateway.HomeServer#transports")
  void m35_contactsAreThoseOneSharesAConversationWith(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport).register("alice", "bob", "carol", "dave")) {
      site.send("alice", "bob", "hi");
      site.group("carol", "alice");
      for (String contact : List.of("bob", "carol", "alice")) {
        Json presence = site.as("alice", "GET", "/v1/presence/" + contact, "", 200);
        assertEquals("offline", presence.text("status"));
      }
      assertEquals(
          "AGENT_NOT_FOUND", site.as("alice", "GET", "/v1/presence/dave", "", 404).text("code"));
      assertEquals(
          "AGENT_NOT_FOUND", site.as("alice", "GET", "/v1/presence/nobody", "", 404).text("code"));
    }
  }

  private static String ack(String conversation, long seq) {
    return "{\"conversation_id\":\"" + conversation + "\",\"through_seq\":" + seq + "}";
  }
}
