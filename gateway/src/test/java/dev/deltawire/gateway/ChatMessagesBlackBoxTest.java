package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Messages, reactions and typing between humans, from outside (C-12 to C-39, C-49, C-50). */
final class ChatMessagesBlackBoxTest {

  /** Of those threads that serve who says little there are 64. */
  private static final int MORE_THAN_THREADS = 70;

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("chat.typingTimeout=150ms");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  /** Two who share a direct conversation. */
  private record Pair(GatewayServer server, ChatUser ann, ChatUser bob, String room) {

    static Pair meet(String transport) throws Exception {
      GatewayServer server = gateways.over(transport);
      ChatUser ann = ChatUser.fresh(server);
      ChatUser bob = ChatUser.fresh(server);
      return new Pair(server, ann, bob, ann.start(bob.username()));
    }

    String cid() {
      return "'conversation_id':'" + room + "'";
    }

    List<String> history(ChatUser reader) throws Exception {
      return reader.call("messages.history", cid()).list("items").stream()
          .map(m -> m.text("content"))
          .toList();
    }
  }

  @OnEveryTransport
  void c07_c09_c12_c17_c32_theReplyPrecedesTheEventOnTheCallingSocket(String transport)
      throws Exception {
    Pair pair = Pair.meet(transport);
    ChatUser annAgain = pair.ann().again(pair.server());
    pair.ann().send("messages.send", pair.cid() + ",'content':'hi','client_msg_id':'c1'");

    Json reply = pair.ann().event();
    assertTrue(reply.bool("ok"), "the first frame is the reply: " + reply);
    Json sent = reply.at("result");
    assertEquals("hi", sent.text("content"));
    assertEquals(sent.text("created_at"), sent.text("finalized_at"));
    assertEquals(List.of(), sent.list("reactions"));
    assertEquals("c1", sent.text("client_msg_id"));
    assertEquals(pair.ann().username(), sent.text("sender", "username"));
    for (ChatUser everybody : List.of(pair.ann(), annAgain, pair.bob())) {
      assertEquals(sent.toString(), everybody.skipTo("events.messageNew").toString());
    }
  }

  @OnEveryTransport
  void c09_whoWaitsForAPageKeepsNobodyWaiting(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    List<ChatUser> many = new ArrayList<>();
    for (int i = 0; i < MORE_THAN_THREADS; i++) {
      many.add(ChatUser.fresh(pair.server()));
    }
    TakenTurns.during(
        () -> {
          for (ChatUser each : many) {
            each.send("conversations.list", "");
            each.send("messages.send", pair.cid() + ",'content':'not mine'");
          }
          for (int i = 0; i < 10; i++) {
            pair.ann().call("messages.send", pair.cid() + ",'content':'hi'");
          }
          return null;
        });
    for (ChatUser each : many) {
      assertEquals(List.of(), each.result().list("items"), "first, as it was asked first");
      assertNotEquals("", each.failure());
    }
  }

  @OnEveryTransport
  void c14_attachmentsAreRelayedAndGetIds(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    Json sent =
        pair.ann()
            .call(
                "messages.send",
                pair.cid()
                    + ",'content':'','attachments':["
                    + "{'kind':'ticker','symbol':'DW','exchange':'X'},"
                    + "{'kind':'photo','id':'p','media_id':'m','url':'u','w':3}]");
    List<Json> attachments = sent.list("attachments");
    assertEquals(36, attachments.get(0).text("id").length());
    assertEquals(
        "{\"kind\":\"photo\",\"id\":\"p\",\"media_id\":\"m\",\"url\":\"u\",\"w\":3}",
        attachments.get(1).toString());
    assertEquals(sent.toString(), pair.bob().event("events.messageNew").toString());
    Json stored = pair.bob().call("messages.history", pair.cid()).list("items").get(0);
    assertEquals(sent.toString(), stored.toString());
  }

  @OnEveryTransport
  void c32_whatIsAnsweredMustBeVisible(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    String first = pair.ann().say(pair.room(), "first");
    String answer = pair.cid() + ",'content':'x','reply_to_id':'" + first + "'";
    assertEquals(first, pair.bob().call("messages.send", answer).text("reply_to_id"));
    pair.bob().call("messages.delete_for_me", pair.cid() + ",'ids':['" + first + "']");
    assertEquals("not_found not found: message", pair.bob().fail("messages.send", answer));
    assertEquals(first, pair.ann().call("messages.send", answer).text("reply_to_id"));
    String elsewhere = pair.ann().start(ChatUser.fresh(pair.server()).username());
    assertEquals(
        "not_found not found: message",
        pair.ann()
            .fail(
                "messages.send",
                "'conversation_id':'%s','content':'x','reply_to_id':'%s'"
                    .formatted(elsewhere, first)));
  }

  @OnEveryTransport
  void c33_c57_sendsAreIdempotent(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    String send = pair.cid() + ",'content':'once','client_msg_id':'k'";
    Json first = pair.ann().call("messages.send", send);
    Json second = pair.ann().call("messages.send", send.replace("once", "twice"));
    assertEquals(first.toString(), second.toString());
    pair.ann().event("events.messageNew");
    pair.ann().expectNothingMore();
    String elsewhere = pair.ann().start(ChatUser.fresh(pair.server()).username());
    assertTrue(
        pair.ann()
            .fail("messages.send", send.replace(pair.room(), elsewhere))
            .startsWith("already_exists "));
    pair.bob().call("messages.send", send); // another sender's ids are others
    assertEquals(List.of("once", "once"), pair.history(pair.bob()));
  }

  @OnEveryTransport
  void c34_historyGivesTheNewestOldestFirst(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    for (int i = 0; i < 5; i++) {
      pair.ann().say(pair.room(), "m" + i);
    }
    assertEquals(List.of("m0", "m1", "m2", "m3", "m4"), pair.history(pair.bob()));
    List<Json> newest =
        pair.bob().call("messages.history", pair.cid() + ",'limit':2").list("items");
    assertEquals(List.of("m3", "m4"), newest.stream().map(m -> m.text("content")).toList());
    String before = ",'limit':2,'before':'" + newest.get(0).text("id") + "'";
    List<Json> older = pair.bob().call("messages.history", pair.cid() + before).list("items");
    assertEquals(List.of("m1", "m2"), older.stream().map(m -> m.text("content")).toList());
    assertEquals(
        "not_found not found: message",
        pair.bob().fail("messages.history", pair.cid() + ",'before':'" + pair.room() + "'"));
  }

  @OnEveryTransport
  void c24_c35_deletionIsForEverybodyAndTheSendersAlone(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    String one = pair.ann().say(pair.room(), "one");
    String two = pair.ann().say(pair.room(), "two");
    String own = pair.bob().say(pair.room(), "own");
    pair.bob().skipTo("events.messageNew");
    pair.bob().skipTo("events.messageNew");
    pair.bob().skipTo("events.messageNew");

    assertEquals(
        "permission_denied permission denied: not the sender",
        pair.bob().fail("messages.delete", ids(pair, own, one)));
    assertEquals(
        "not_found not found: message",
        pair.ann().fail("messages.delete", ids(pair, one, pair.room())));
    assertEquals(3, pair.history(pair.bob()).size());

    pair.ann().call("messages.delete", ids(pair, one));
    Json event = pair.bob().event("events.messageDeleted");
    assertEquals(pair.room(), event.text("conversation_id"));
    assertEquals("[\"" + one + "\"]", event.at("ids").toString());
    pair.ann().call("messages.delete", ids(pair, one, two, two));
    event = pair.bob().event("events.messageDeleted");
    assertEquals("[\"" + two + "\"]", event.at("ids").toString(), "deleted ones are skipped");
    pair.ann().call("messages.delete", ids(pair, one, two));
    pair.bob().expectNothingMore();
    assertEquals(List.of("own"), pair.history(pair.ann()));
  }

  @OnEveryTransport
  void c36_hidingIsForTheCallerAlone(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    String one = pair.ann().say(pair.room(), "one");
    pair.bob().event("events.messageNew");
    pair.bob().call("messages.delete_for_me", ids(pair, one));
    pair.bob().call("messages.delete_for_me", ids(pair, one));
    assertEquals(
        "not_found not found: message",
        pair.bob().fail("messages.delete_for_me", ids(pair, one, pair.room())));
    pair.bob().expectNothingMore();
    assertEquals(List.of(), pair.history(pair.bob()));
    assertEquals(List.of("one"), pair.history(pair.ann()));
  }

  @OnEveryTransport
  void c13_c21_c22_c37_c38_reactionsComeAndGoOnce(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    String id = pair.ann().say(pair.room(), "x");
    pair.bob().event("events.messageNew");
    String fire = "'message_id':'" + id + "','emoji':'🔥'";
    Json added = pair.bob().call("reactions.add", fire);
    assertEquals(id, added.text("message_id"));
    assertEquals("🔥", added.text("emoji"));
    assertEquals(pair.bob().username(), added.text("reactor", "username"));
    assertEquals(added.toString(), pair.bob().event("events.reactionAdded").toString());
    assertEquals(added.toString(), pair.bob().call("reactions.add", fire).toString());
    pair.bob().expectNothingMore();
    Json message = pair.ann().call("messages.history", pair.cid()).list("items").get(0);
    assertEquals("[" + added + "]", message.at("reactions").toString());

    assertEquals("not_found not found: reaction", pair.ann().fail("reactions.remove", fire));
    pair.bob().call("reactions.remove", fire);
    Json removed = pair.bob().event("events.reactionRemoved");
    assertEquals(
        List.of(id, pair.bob().username(), "🔥"),
        List.of(
            removed.text("message_id"),
            removed.text("reactor", "username"),
            removed.text("emoji")));
    pair.ann().call("messages.delete", ids(pair, id));
    assertEquals("not_found not found: message", pair.bob().fail("reactions.add", fire));
    assertEquals(
        "permission_denied permission denied: not a participant",
        ChatUser.fresh(pair.server())
            .fail(
                "reactions.add",
                "'message_id':'" + pair.ann().say(pair.room(), "y") + "','emoji':'x'"));
  }

  @OnEveryTransport
  void c20_c39_c49_typingIsToldToAllAndExpires(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    pair.ann().call("typing.set", pair.cid() + ",'is_typing':true");
    for (ChatUser everybody : List.of(pair.ann(), pair.bob())) {
      Json typing = everybody.event("events.typing");
      assertEquals(pair.room(), typing.text("conversation_id"));
      assertEquals(pair.ann().username(), typing.text("actor", "username"));
      assertTrue(typing.bool("is_typing"));
      assertFalse(everybody.event("events.typing").bool("is_typing"), "it expires");
    }
    pair.ann().call("typing.set", pair.cid() + ",'is_typing':false");
    assertFalse(pair.bob().event("events.typing").bool("is_typing"));
    pair.bob().expectNothingMore();
  }

  @OnEveryTransport
  void c50_unreadMessagesAreCountedUntilHistoryOrSend(String transport) throws Exception {
    Pair pair = Pair.meet(transport);
    pair.ann().say(pair.room(), "one");
    pair.ann().say(pair.room(), "two");
    assertEquals(2, unread(pair, pair.bob()));
    assertEquals(0, unread(pair, pair.ann()), "one's own don't count");
    pair.history(pair.bob());
    assertEquals(0, unread(pair, pair.bob()));
    pair.ann().say(pair.room(), "three");
    assertEquals(1, unread(pair, pair.bob()));
    pair.bob().say(pair.room(), "four");
    assertEquals(0, unread(pair, pair.bob()));
    assertEquals(1, unread(pair, pair.ann()));
  }

  private static long unread(Pair pair, ChatUser reader) throws Exception {
    Json conversation = reader.call("conversations.get", pair.cid());
    return conversation.has("unread_count") ? conversation.number("unread_count") : 0;
  }

  private static String ids(Pair pair, String... ids) {
    return pair.cid() + ",'ids':['" + String.join("','", ids) + "']";
  }
}
