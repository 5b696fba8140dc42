package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What reaches a socket, in which order, and what is delivered by it (PROTOCOLS 6.3). */
final class MessengerDeliveryTest {

  @TempDir private Path directory;

  @OnEveryTransport
  void m24_m26_whatWasMissedIsDrainedBeforeWhatComes(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob", "carol")) {
      int missed = 250; // more than two pages
      for (int i = 0; i < missed; i++) {
        site.send(i % 3 == 0 ? "carol" : "alice", "bob", "m" + i);
      }
      MessengerPeer bob = site.connect("bob");
      site.send("alice", "bob", "live");
      String last = "";
      for (int i = 0; i < missed; i++) {
        String id = bob.message("m" + i).text("delivery_id");
        assertTrue(id.compareTo(last) > 0, "M-09");
        last = id;
      }
      bob.message("live");
      bob.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m25_seqCountsPerConversationSystemMessagesIncluded(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      assertEquals(1, site.send("alice", "bob", "a").number("seq"));
      Json second = site.send("bob", "alice", "b");
      assertEquals(2, second.number("seq"));
      String group = site.group("alice", "bob");
      assertEquals(1, site.reply("bob", group, "x").number("seq"));
      assertEquals(204, site.as("alice", "DELETE", "/v1/groups/" + group, "").statusCode());
      List<Json> history =
          site.as("bob", "GET", "/v1/messages/" + group + "?after_seq=0", "", 200).list();
      assertEquals(List.of(1L, 2L), history.stream().map(m -> m.number("seq")).toList());
      assertEquals("system", history.get(1).text("type"));
      assertEquals(3, site.send("alice", "bob", "c").number("seq"));
    }
  }

  @OnEveryTransport
  void m27_duringTheDrainTypingIsDroppedAndOthersWait(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String content = "x".repeat(30_000);
      int missed = 250; // more than sockets buffer
      String conversation = "";
      for (int i = 0; i < missed; i++) {
        conversation = site.send("alice", "bob", content + i).text("conversation_id");
      }
      MessengerPeer bob = site.connect("bob");
      MessengerPeer alice = site.connect("alice");
      alice.send("typing.start", "{\"conversation_id\":\"" + conversation + "\"}");
      alice.expectNothingMore();
      for (int i = 0; i < missed; i++) {
        bob.message(content + i);
      }
      bob.expectPresence("alice", "online");
      bob.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m27_theAnswersToASocketThatDrainsWaitToo(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      int missed = 250; // more than a page
      for (int i = 0; i < missed; i++) {
        site.send("alice", "bob", "m" + i);
      }
      MessengerPeer bob = site.connect("bob");
      bob.send("message.send", "{}");
      for (int i = 0; i < missed; i++) {
        bob.message("m" + i);
      }
      bob.expectError("UNSUPPORTED_ACTION");
      bob.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m28_whatWasWrittenButNotAcceptedIsDrainedAgain(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      String conversation = site.send("alice", "bob", "one").text("conversation_id");
      MessengerPeer mute = site.connectMute("bob");
      mute.message("one");
      site.send("alice", "bob", "two");
      mute.message("two");
      assertEquals(List.of("stored", "stored"), statuses(site, "alice", conversation));
      mute.cut();

      MessengerPeer bob = site.connect("bob");
      bob.message("one");
      bob.message("two");
      bob.expectNothingMore();
      awaitStatuses(site, bob, conversation, List.of("delivered", "delivered"));
      bob.cut();
      site.connect("bob").expectNothingMore();
    }
  }

  @OnEveryTransport
  void m28_onlyThePongOfALaterPingAccepts(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer bob = site.connectMute("bob");
      String conversation = site.send("alice", "bob", "one").text("conversation_id");
      bob.message("one");
      byte[] ping = bob.ping();
      site.send("alice", "bob", "two"); // after the ping, before its pong
      bob.message("two");
      bob.raw().sendPong(new byte[] {1, 2, 3}); // no ping's
      bob.expectNothingMore();
      assertEquals(List.of("stored", "stored"), statuses(site, "alice", conversation));
      bob.raw().sendPong(ping);
      awaitStatuses(site, bob, conversation, List.of("delivered", "stored"));
    }
  }

  @OnEveryTransport
  void m29_anExtraPingFollowsADelivery(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "messenger.deliveryProbe=50ms").register("alice", "bob")) {
      MessengerPeer bob = site.connectMute("bob");
      site.send("alice", "bob", "one");
      Instant sent = Instant.now();
      bob.message("one");
      bob.ping();
      assertTrue(Instant.now().isBefore(sent.plusSeconds(4)), "the interval is 30 s");
    }
    try (MessengerSite site =
        MessengerSite.start(transport, "messenger.pongTimeout=100ms").register("alice", "bob")) {
      MessengerPeer bob = site.connectMute("bob");
      site.send("alice", "bob", "one");
      bob.message("one");
      bob.expectClose(1001, "Heartbeat timeout"); // X-39's deadline applies to the probe
    }
  }

  @OnEveryTransport
  void m30_aSenderHearsNoEcho(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer first = site.connect("alice");
      MessengerPeer second = site.connect("alice");
      String group = site.group("alice", "bob");
      site.send("alice", "bob", "hi");
      site.reply("alice", group, "hi");
      first.expectNothingMore();
      second.expectNothingMore();
      site.connect("alice").expectNothingMore();
    }
  }

  @OnEveryTransport
  void m31_allSocketsGetAllAndOneIsEnoughToDeliver(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer mute = site.connectMute("bob");
      MessengerPeer bob = site.connect("bob");
      String conversation = "";
      for (int i = 0; i < 20; i++) {
        conversation = site.send("alice", "bob", "m" + i).text("conversation_id");
      }
      for (int i = 0; i < 20; i++) {
        mute.message("m" + i);
        bob.message("m" + i);
      }
      List<String> delivered = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        delivered.add("delivered");
      }
      awaitStatuses(site, bob, conversation, delivered);
    }
  }

  @OnEveryTransport
  void m26_aSecondSocketDrainsWhatIsNotAcceptedYet(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice", "bob")) {
      MessengerPeer mute = site.connectMute("bob");
      String conversation = site.send("alice", "bob", "one").text("conversation_id");
      site.send("alice", "bob", "two");
      mute.message("one");
      mute.message("two");
      mute.send(
          "message.read_ack", "{\"conversation_id\":\"" + conversation + "\",\"through_seq\":1}");
      mute.expectNothingMore();
      MessengerPeer second = site.connect("bob");
      second.message("two"); // what is read is delivered
      site.send("alice", "bob", "three");
      second.message("three");
      mute.message("three");
      second.expectNothingMore();
      mute.expectNothingMore();
    }
  }

  @OnEveryTransport
  void m40_everythingButPresenceSurvivesARestart(String transport) throws Exception {
    String conversation;
    String key;
    try (MessengerSite site = MessengerSite.startOn(directory, transport)) {
      site.register("alice", "bob");
      conversation = site.send("alice", "bob", "one").text("conversation_id");
      site.send("alice", "bob", "two");
      site.as(
          "bob", "PUT", "/v1/presence", "{\"status\":\"busy\",\"custom_message\":\"brb\"}", 200);
      MessengerPeer bob = site.connectMute("bob");
      bob.message("one");
      bob.send(
          "message.read_ack", "{\"conversation_id\":\"" + conversation + "\",\"through_seq\":1}");
      bob.message("two");
      bob.expectNothingMore();
      key = site.key("bob");
    }
    try (MessengerSite site = MessengerSite.startOn(directory, transport)) {
      site.keys().put("bob", key);
      Json presence = site.as("bob", "GET", "/v1/presence", "", 200);
      assertEquals("offline", presence.text("status"));
      assertEquals("brb", presence.text("custom_message"));
      MessengerPeer bob = site.connect("bob");
      assertEquals(2, bob.message("two").number("seq"));
      bob.expectNothingMore();
      assertEquals(List.of("delivered", "read"), statuses(site, "bob", conversation, bob));
    }
  }

  @OnEveryTransport
  void x37_m58_whoDoesNotReadLiveTrafficIsOverloaded(String transport) throws Exception {
    try (MessengerSite site =
        MessengerSite.start(transport, "ws.maxQueuedBytes=100000").register("alice", "bob")) {
      MessengerPeer slow = site.connect("bob");
      MessengerPeer good = site.connect("bob");
      String content = "x".repeat(30_000);
      for (int i = 0; i < 400; i++) {
        site.send("alice", "bob", content);
        good.message(content);
      }
      int read = 0;
      var frame = slow.frame();
      while (frame.opcode() == 0x1) {
        read++;
        frame = slow.frame();
      }
      assertTrue(read < 400);
      assertEquals("1013 overload", frame.closeCode() + " " + frame.closeReason());
      good.expectNothingMore();
    }
  }

  @OnEveryTransport
  void x42_m58_aShutdownSaysSo(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer alice = site.connect("alice");
      site.server().gateway().listeners().drain(java.time.Duration.ofMillis(500));
      alice.expectClose(1001, "server shutting down");
    }
  }

  @OnEveryTransport
  void m56_aNormalCloseIsEchoed(String transport) throws Exception {
    try (MessengerSite site = MessengerSite.start(transport).register("alice")) {
      MessengerPeer alice = site.connect("alice");
      alice.raw().sendClose(1000, "bye");
      alice.expectClose(1000, "");
    }
  }

  private static List<String> statuses(MessengerSite site, String reader, String conversation)
      throws IOException, InterruptedException {
    return site
        .as(reader, "GET", "/v1/messages/" + conversation + "?after_seq=0", "", 200)
        .list()
        .stream()
        .map(message -> message.text("status"))
        .toList();
  }

  /** Newest first, once the socket's frames are accepted. */
  private static List<String> statuses(
      MessengerSite site, String reader, String conversation, MessengerPeer peer)
      throws IOException, InterruptedException {
    awaitStatuses(site, peer, conversation, List.of("read", "delivered"));
    return site.as(reader, "GET", "/v1/messages/" + conversation, "", 200).list().stream()
        .map(message -> message.text("status"))
        .toList();
  }

  /** Lets the peer answer pings until its agent's deliveries have these statuses. */
  private static void awaitStatuses(
      MessengerSite site, MessengerPeer peer, String conversation, List<String> wanted)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plusSeconds(5);
    List<String> found = List.of();
    while (!found.equals(wanted) && Instant.now().isBefore(deadline)) {
      peer.expectNothingMore();
      found = statuses(site, "bob", conversation);
    }
    assertEquals(wanted, found);
  }
}
