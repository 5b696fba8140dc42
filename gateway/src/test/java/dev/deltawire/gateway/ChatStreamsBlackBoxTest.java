package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.gateway.outside.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Streams, their resumption and their ends, from outside (C-40, C-46 to C-48, C-52). */
final class ChatStreamsBlackBoxTest {

  /** Six bytes, a pause in which tests do something, and the rest. */
  private static final String SLOW =
      "#!script [{\"say\":\"Grüß \"},{\"sleep\":300},{\"say\":\"Gott\"}]";

  private static final String WHOLE = "Grüß Gott";

  private static SharedGateways gateways;

  @BeforeAll
  static void start() {
    gateways = new SharedGateways("chat.agents=helper");
  }

  @AfterAll
  static void stop() throws Exception {
    gateways.close();
  }

  /** Asks for a slow reply; its first delta has been read. Returns the reply's id. */
  private static String ask(ChatUser ann, String room) throws Exception {
    ann.say(room, SLOW);
    ann.event("events.messageNew");
    ann.event("events.typing");
    String id = ann.event("events.messageNew").text("id");
    Json delta = ann.event("events.messageDelta");
    assertEquals(7, delta.number("offset"));
    return id;
  }

  @OnEveryTransport
  void c46_c47_c40_aLateSocketGetsNoDeltasBeforeItResumes(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String room = ann.start("helper");
    String id = ask(ann, room);
    ChatUser late = ann.again(server);
    ChatUser idle = ann.again(server);

    Json resumed = late.call("messages.resume", "'id':'" + id + "','offset':2");
    assertEquals(id, resumed.text("id"));
    assertEquals(7, resumed.number("offset"));
    assertFalse(resumed.bool("complete"));
    assertEquals(
        "invalid_argument already receiving",
        late.fail("messages.resume", "'id':'" + id + "','offset':0"));
    assertEquals("üß Gott", late.readStream(id, 2));
    assertFalse(late.event("events.typing").bool("is_typing"));
    late.expectNothingMore();

    Json complete = idle.event("events.messageComplete");
    assertEquals(WHOLE, complete.text("content"));
    assertFalse(idle.event("events.typing").bool("is_typing"), "all its other events");
    idle.expectNothingMore();
  }

  @OnEveryTransport
  void c47_c53_x50_badOffsetsAndUnknownMessagesAreRefused(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String room = ann.start("helper");
    String id = ask(ann, room);
    ChatUser late = ann.again(server);
    for (int offset : new int[] {-1, 3, 8}) {
      assertEquals(
          "invalid_argument bad offset",
          late.fail("messages.resume", "'id':'" + id + "','offset':" + offset));
    }
    assertEquals(
        "not_found not found: message",
        late.fail("messages.resume", "'id':'" + room + "','offset':0"));
    assertEquals(
        "not_found not found: message",
        ChatUser.fresh(server).fail("messages.resume", "'id':'" + id + "','offset':0"));
  }

  @OnEveryTransport
  void c47_aFinishedMessageGivesTheRestAtOnce(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    String id = ask(ann, room);
    ann.skipTo("events.typing");
    Json resumed = ann.call("messages.resume", "'id':'" + id + "','offset':2");
    assertEquals(11, resumed.number("offset"));
    assertTrue(resumed.bool("complete"));
    assertEquals("üß Gott", ann.readStream(id, 2));
    ann.call("messages.resume", "'id':'" + id + "','offset':11");
    assertEquals("", ann.readStream(id, 11));
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c34_c52_historyHasTheContentSoFar(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    ask(ann, room);
    Json streaming =
        ann.call("messages.history", "'conversation_id':'" + room + "'").list("items").get(1);
    assertEquals("Grüß ", streaming.text("content"));
    assertFalse(streaming.has("finalized_at"));
  }

  @OnEveryTransport
  void c19_c46_x37_x46_x51_aSlowReceiverGetsAllOfIt(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    String room = ann.start("helper");
    ChatUser slow = ann.again(server);
    String piece = "é".repeat(500);
    ann.say(room, "#!script [{\"repeat\":3500,\"say\":\"" + piece + "\"}]");
    Json complete = ann.skipTo("events.messageComplete");
    String whole = piece.repeat(3500);
    assertEquals(whole, complete.text("content"));

    slow.skipTo("events.typing");
    String id = slow.event("events.messageNew").text("id");
    assertEquals(whole, slow.readStream(id));
    assertFalse(slow.event("events.typing").bool("is_typing"));
    slow.call("messages.resume", "'id':'" + id + "','offset':" + 2 * piece.length());
    assertEquals(whole.substring(piece.length()), slow.readStream(id, 2L * piece.length()));
    slow.expectNothingMore();
  }

  @OnEveryTransport
  void c34_aPageMayBeLongerThanTheQueueIsWide(String transport) throws Exception {
    ChatUser ann = ChatUser.fresh(gateways.over(transport));
    String room = ann.start("helper");
    for (int i = 0; i < 2; i++) {
      ann.say(room, "#!script [{\"repeat\":1900,\"say\":\"" + "é".repeat(1_000) + "\"}]");
      ann.skipTo("events.messageComplete");
    }
    Json page = ann.call("messages.history", "'conversation_id':'" + room + "'");
    assertEquals(1_900_000, page.list("items").get(3).text("content").length());
    ann.skipTo("events.typing");
    ann.expectNothingMore();
  }

  @OnEveryTransport
  void c35_c48_deletingStopsTheStream(String transport) throws Exception {
    GatewayServer server = gateways.over(transport);
    ChatUser ann = ChatUser.fresh(server);
    server.operator(
        "POST",
        "/api/createUser",
        "{\"username\":\"%s:own\",\"kind\":\"agent\",\"parent_username\":\"%s\"}"
            .formatted(ann.username(), ann.username()));
    String room = ann.start(ann.username() + ":own");
    String id = ask(ann, room);
    ChatUser late = ann.again(server);
    ann.send("messages.delete", "'conversation_id':'" + room + "','ids':['" + id + "']");

    assertTrue(ann.event().bool("ok"), "c09: the reply comes first");
    for (ChatUser everybody : new ChatUser[] {ann, late}) {
      Json deleted = everybody.event("events.messageDeleted");
      assertEquals("[\"" + id + "\"]", deleted.at("ids").toString());
      assertFalse(everybody.event("events.typing").bool("is_typing"));
    }
    assertEquals(
        "not_found not found: message",
        ann.fail("messages.resume", "'id':'" + id + "','offset':0"));
    ann.say(room, "again");
    ann.event("events.messageNew");
    assertTrue(ann.event("events.typing").bool("is_typing"), "the agent is free again");
    ann.event("events.messageNew");
    assertEquals("events.messageDelta", ann.event().text("method"));
  }

  @OnEveryTransport
  void c45_c52_x61_aRestartInterruptsAStream(String transport, @TempDir Path temp)
      throws Exception {
    Path directory = Files.createTempDirectory(temp, "data");
    String room;
    String id;
    try (GatewayServer server = server(directory, transport)) {
      ChatUser ann = ChatUser.dev(server, "ann");
      room = ann.start("helper");
      ann.say(room, "#!script [{\"say\":\"half\"},{\"sleep\":600000}]");
      ann.skipTo("events.typing");
      id = ann.event("events.messageNew").text("id");
      assertEquals(4, ann.event("events.messageDelta").number("offset"));
      Thread.sleep(1_100); // the prefix is at most 1 s behind
    }
    try (GatewayServer server = server(directory, transport)) {
      ChatUser ann = ChatUser.dev(server, "ann");
      Json cut =
          ann.call("messages.history", "'conversation_id':'" + room + "'").list("items").get(1);
      assertEquals(id, cut.text("id"));
      assertEquals("half", cut.text("content"));
      assertEquals("interrupted", cut.text("error"));
      assertTrue(cut.has("finalized_at"));
      ann.call("messages.resume", "'id':'" + id + "','offset':0");
      assertEquals("half", ann.readStream(id));
      ann.expectNothingMore();
      ann.say(room, "go on");
      assertEquals("go on", ann.skipTo("events.messageComplete").text("content"));
    }
  }

  private static GatewayServer server(Path directory, String transport) throws Exception {
    return GatewayServer.startOn(directory, transport, "chat.devMode=true", "chat.agents=helper");
  }
}
