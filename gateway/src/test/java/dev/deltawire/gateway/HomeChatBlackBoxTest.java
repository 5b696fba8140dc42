package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.deltawire.codec.RawJsonView;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.dialects.home.Message;
import dev.deltawire.server.ServerLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Chat of the home dialect (H-11 to H-16, H-29 to H-35, H-43, H-48)")
class HomeChatBlackBoxTest {

  private static final String NOBODYS = "5f0c2a5e-8f0b-4c57-9d0e-3b1f6a7c2d10";

  @OnEveryTransport
  void h29_h30_aNewConversationIsToldAndAnsweredWordByWord(String transport) throws Exception {
    HomeStore store = MemoryHomeStore.create();
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("What's the \"weather\"\tlike? \uD83D\uDE00");
      assertEquals("What's the \"weather\"\tlike? \uD83D\uDE00", device.readReply(conversation));

      List<Message> messages = store.conversations().messages(UUID.fromString(conversation));
      assertEquals(2, messages.size());
      assertEquals(messages.get(0).content(), messages.get(1).content());
    }
  }

  @OnEveryTransport
  void h14_doneNamesTheStoredMessage(String transport) throws Exception {
    HomeStore store = MemoryHomeStore.create();
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("hi");
      device.expectDelta(conversation, "hi");
      String message = device.expectDone(conversation);
      Message stored = store.conversations().lastReply(UUID.fromString(conversation)).orElseThrow();

      assertEquals(message, stored.id().toString());
      assertEquals("hi", stored.content());
      device.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h30_newConversationsAreToldInRequestOrder(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      List<String> told = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        device.send(
            "chat.message",
            "{\"content\":\"#!script [{\\\"sleep\\\":"
                + (900 - 100 * i)
                + "},"
                + "{\\\"say\\\":\\\""
                + i
                + "\\\"}]\"}");
      }
      for (int i = 0; i < 5; i++) {
        RawJsonView delta = device.payload("chat.delta");
        assertEquals("", HomeDevice.text(delta, "content"));
        told.add(HomeDevice.text(delta, "conversationId"));
      }
      for (int i = 0; i < 10; i++) {
        String frame = device.next();
        int conversation = indexIn(told, frame);
        if (frame.contains("chat.delta")) {
          assertEquals(true, frame.contains("\"content\":\"" + conversation + "\""), frame);
        }
      }
    }
  }

  @OnEveryTransport
  void h15_toolCallsStandBetweenTheText(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation =
          device.say(
              "#!script [{\"say\":\"one \"},{\"sleep\":20},"
                  + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"two\"}},{\"result\":true},"
                  + "{\"tool\":\"builtin.fail\",\"input\":{\"text\":\"three\"}},{\"result\":true},"
                  + "{\"tool\":\"nope\",\"input\":{}},{\"result\":true}]");
      device.expectDelta(conversation, "one ");
      device.expectTool(conversation, "builtin.echo", "executing");
      device.expectTool(conversation, "builtin.echo", "completed");
      device.expectDelta(conversation, "two");
      device.expectTool(conversation, "builtin.fail", "executing");
      device.expectTool(conversation, "builtin.fail", "failed");
      device.expectDelta(conversation, "error: three");
      device.expectDelta(conversation, "error: unknown tool: nope");
      device.expectDone(conversation);
    }
  }

  @OnEveryTransport
  void h16_h35_h48_aFailedReplyEndsWithItsErrorAndCanBeResumed(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation =
          device.say("#!script [{\"say\":\"part\"},{\"fail\":\"The engine is not responding\"}]");
      device.expectDelta(conversation, "part");
      device.expectChatError(conversation, "The engine is not responding");

      device.resume(conversation, 2);
      device.expectDelta(conversation, "rt");
      device.expectChatError(conversation, "The engine is not responding");
      device.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h31_h48_foreignAndUnknownConversationsAreNotFound(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice ann = server.connect(HomeServer.PHONE);
      String conversation = ann.say("mine");
      ann.expectDelta(conversation, "mine");
      ann.expectDone(conversation);
      HomeDevice bob = server.connect(HomeServer.BOBS_TV);
      for (String id : List.of(conversation, NOBODYS)) {
        bob.sayOn(id, "yours?");
        bob.expectChatError(id, "Conversation not found");
        bob.resume(id, 0);
        bob.expectChatError(id, "Conversation not found");
      }

      HomeDevice tablet = server.connect(HomeServer.TABLET);
      tablet.sayOn(conversation, "ours");
      tablet.expectDelta(conversation, "ours");
      tablet.expectDone(conversation);
      ann.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h32_messagesOfAConversationWaitInOrder(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("#!script [{\"sleep\":800},{\"say\":\"first\"}]");
      for (int i = 0; i < 10; i++) {
        device.sayOn(conversation, "m" + i);
      }
      device.expectChatError(conversation, "Too many pending messages");
      device.expectChatError(conversation, "Too many pending messages");
      device.expectDelta(conversation, "first");
      device.expectDone(conversation);
      for (int i = 0; i < 8; i++) {
        device.expectDelta(conversation, "m" + i);
        device.expectDone(conversation);
      }
      device.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h33_onlyWhoAskedOrResumedReceives(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice asking = server.connect(HomeServer.PHONE);
      HomeDevice sameDevice = server.connect(HomeServer.PHONE);
      HomeDevice sameUser = server.connect(HomeServer.TABLET);
      HomeDevice resuming = server.connect(HomeServer.TABLET);
      String conversation =
          asking.say("#!script [{\"say\":\"a\"},{\"sleep\":300},{\"say\":\"b\"}]");
      asking.expectDelta(conversation, "a");
      resuming.resume(conversation, 1);
      resuming.expectDelta(conversation, "b");
      resuming.expectDone(conversation);
      asking.expectDelta(conversation, "b");
      asking.expectDone(conversation);

      sameDevice.expectNothingMore();
      sameUser.expectNothingMore();
    }
  }

  @OnEveryTransport
  void h34_aRunningStreamIsResumedWithoutGapOrOverlap(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("#!script [{\"repeat\":60,\"say\":\"äbc \",\"sleep\":5}]");
      List<HomeDevice> others = new ArrayList<>();
      for (int offset : new int[] {0, 2, 5}) {
        Thread.sleep(40);
        HomeDevice other = server.connect(HomeServer.TABLET);
        other.resume(conversation, offset);
        others.add(other);
      }
      String whole = "äbc ".repeat(60);
      assertEquals(whole, others.get(0).readReply(conversation));
      assertEquals(whole.substring(1), others.get(1).readReply(conversation));
      assertEquals(whole.substring(4), others.get(2).readReply(conversation));
      assertEquals(whole, device.readReply(conversation));
    }
  }

  @OnEveryTransport
  void h34_anEndedStreamGivesTheRestAndItsEndAtOnce(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("one two three");
      device.expectDelta(conversation, "one ");
      device.expectDelta(conversation, "two ");
      device.expectDelta(conversation, "three");
      String message = device.expectDone(conversation);

      HomeDevice tablet = server.connect(HomeServer.TABLET);
      tablet.resume(conversation, 4);
      assertEquals("two three", tablet.readReply(conversation));
      device.resume(conversation, 13);
      assertEquals(message, device.expectDone(conversation));
      device.send("chat.resume", "{\"conversationId\":\"" + conversation + "\"}");
      assertEquals("one two three", device.readReply(conversation));
    }
  }

  @OnEveryTransport
  void h34_toolCallsBeforeTheResumeAreNotRepeated(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation =
          device.say(
              "#!script [{\"say\":\"a\"},{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"\"}},"
                  + "{\"say\":\"b\"},{\"sleep\":800},"
                  + "{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"\"}},{\"say\":\"c\"}]");
      device.expectDelta(conversation, "a");
      device.expectTool(conversation, "builtin.echo", "executing");
      device.expectTool(conversation, "builtin.echo", "completed");
      device.expectDelta(conversation, "b");

      HomeDevice tablet = server.connect(HomeServer.TABLET);
      tablet.resume(conversation, 0);
      tablet.expectDelta(conversation, "ab");
      tablet.expectTool(conversation, "builtin.echo", "executing");
      tablet.expectTool(conversation, "builtin.echo", "completed");
      tablet.expectDelta(conversation, "c");
      tablet.expectDone(conversation);
    }
  }

  @OnEveryTransport
  void h34_badOffsetsAndSecondResumesAreRefused(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation =
          device.say("#!script [{\"say\":\"äx\"},{\"sleep\":800},{\"say\":\"y\"}]");
      device.expectDelta(conversation, "äx");
      device.resume(conversation, 3);
      device.expectError("Already receiving", "chat.resume");

      HomeDevice tablet = server.connect(HomeServer.TABLET);
      tablet.resume(conversation, 1);
      tablet.expectError("Invalid payload: offset", "chat.resume");
      tablet.resume(conversation, 4);
      tablet.expectError("Invalid payload: offset", "chat.resume");
      tablet.resume(conversation, 3);
      tablet.expectDelta(conversation, "y");
      tablet.expectDone(conversation);
      device.expectDelta(conversation, "y");
      device.expectDone(conversation);
    }
  }

  @OnEveryTransport
  void h34_h48_aConversationWithoutAReplyHasNothingToResume(String transport) throws Exception {
    HomeStore store = MemoryHomeStore.create();
    UUID id = UUID.fromString(NOBODYS);
    store.conversations().create("ann", question(id));
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      device.resume(NOBODYS, 0);
      device.expectChatError(NOBODYS, "Nothing to resume");
    }
  }

  @OnEveryTransport
  void h43_aStreamCutByARestartIsFailedAndCanBeResumed(String transport) throws Exception {
    HomeStore store = MemoryHomeStore.create();
    String conversation;
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      conversation =
          device.say("#!script [{\"say\":\"part\"},{\"sleep\":60000},{\"say\":\"never\"}]");
      device.expectDelta(conversation, "part");
      device.sayOn(conversation, "waiting");
      device.expectNothingMore();
      Thread.sleep(1000); // the stored prefix is at most a second behind
    }
    try (HomeServer server = HomeServer.start(transport, store, d -> d, ServerLimits.STANDARD)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      device.resume(conversation, 0);
      device.expectDelta(conversation, "part");
      device.expectChatError(conversation, "Interrupted by restart");
      device.expectNothingMore();

      List<Message> messages = store.conversations().messages(UUID.fromString(conversation));
      assertEquals(
          List.of("part", "waiting"), messages.stream().skip(1).map(Message::content).toList());
      device.sayOn(conversation, "on");
      device.expectDelta(conversation, "on");
      assertNotEquals(messages.get(1).id().toString(), device.expectDone(conversation));
    }
  }

  @OnEveryTransport
  void x46_x51_aSlowReceiverGetsTheWholeTextAndHoldsUpNobody(String transport) throws Exception {
    int chunks = 200_000;
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice slow = server.connectSlow(HomeServer.TABLET);
      HomeDevice fast = server.connect(HomeServer.PHONE);
      String conversation =
          fast.say(
              "#!script [{\"sleep\":100},{\"repeat\":" + chunks + ",\"say\":\"0123456789äöü \"}]");
      slow.resume(conversation, 0);
      String whole = "0123456789äöü ".repeat(chunks);

      assertEquals(whole, fast.readReply(conversation));
      assertEquals(whole, slow.readReply(conversation));
    }
  }

  @OnEveryTransport
  void x49_aStreamGoesOnWithoutItsSocket(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation =
          device.say("#!script [{\"say\":\"a\"},{\"sleep\":200},{\"say\":\"b\"}]");
      device.expectDelta(conversation, "a");
      device.peer().close();

      HomeDevice tablet = server.connect(HomeServer.TABLET);
      tablet.resume(conversation, 1);
      tablet.expectDelta(conversation, "b");
      tablet.expectDone(conversation);
    }
  }

  @OnEveryTransport
  void x52_aReplyThatGrowsTooLongFails(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport, d -> d.maxStreamBytes(10))) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String conversation = device.say("12345 789 bcd");
      device.expectDelta(conversation, "12345 ");
      device.expectDelta(conversation, "789 ");
      device.expectChatError(conversation, "reply too long");
    }
  }

  @OnEveryTransport
  void x34_aRunningReplyDoesNotHoldUpTheNextMessage(String transport) throws Exception {
    try (HomeServer server = HomeServer.start(transport)) {
      HomeDevice device = server.connect(HomeServer.PHONE);
      String slow = device.say("#!script [{\"sleep\":800},{\"say\":\"late\"}]");
      device.expectNothingMore();
      String quick = device.say("quick");
      device.expectDelta(quick, "quick");
      device.expectDone(quick);
      device.expectDelta(slow, "late");
      device.expectDone(slow);
    }
  }

  private static Message question(UUID conversationId) {
    return new Message(
        UUID.randomUUID(),
        conversationId,
        Role.USER,
        "cut off",
        Instant.EPOCH,
        Optional.empty(),
        Message.Status.COMPLETE,
        Optional.empty());
  }

  private static int indexIn(List<String> conversations, String frame) {
    for (int i = 0; i < conversations.size(); i++) {
      if (frame.contains(conversations.get(i))) {
        return i;
      }
    }
    throw new AssertionError("of no known conversation: " + frame);
  }
}
