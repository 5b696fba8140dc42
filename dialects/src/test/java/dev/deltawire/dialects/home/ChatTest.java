package dev.deltawire.dialects.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Prompt.Role;
import dev.deltawire.dialects.Prompt.Turn;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.dialects.internal.TakenTurns;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.model.home.HomeClientFrame.ChatMessage;
import dev.deltawire.model.home.HomeClientFrame.ChatResume;
import dev.deltawire.model.home.HomeServerFrame.ChatDone;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import dev.deltawire.model.home.HomeServerFrame.ChatToolCall;
import dev.deltawire.model.home.ToolStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Chat of the home dialect, in virtual time (H-29 to H-35)")
final class ChatTest extends ChatScene {

  @Test
  void h29_aTurnIsTextAndThenDoneWithTheStoredMessage() throws StoreException {
    say("one two");
    node.time.runDue();

    assertEquals(List.of("one ", "two", new ChatDone(CONVERSATION, id(2))), stream().entries);
    Message reply = lastReply();
    assertEquals(id(2), reply.id());
    assertEquals("one two", reply.content());
    assertEquals(Message.Status.COMPLETE, reply.status());
    assertEquals(Optional.of(id(1)), reply.replyTo());
  }

  @Test
  void h15_toolCallsStandBetweenTheText() {
    say(
        "#!script [{\"say\":\"a\"},{\"tool\":\"builtin.echo\",\"input\":{\"text\":\"b\"}},"
            + "{\"result\":true},{\"tool\":\"builtin.fail\",\"input\":{\"text\":\"c\"}},"
            + "{\"result\":true}]");
    node.time.runDue();

    assertEquals(
        List.of(
            "a",
            new ChatToolCall(CONVERSATION, "builtin.echo", ToolStatus.EXECUTING),
            new ChatToolCall(CONVERSATION, "builtin.echo", ToolStatus.COMPLETED),
            "b",
            new ChatToolCall(CONVERSATION, "builtin.fail", ToolStatus.EXECUTING),
            new ChatToolCall(CONVERSATION, "builtin.fail", ToolStatus.FAILED),
            "error: c",
            new ChatDone(CONVERSATION, id(2))),
        stream().entries);
  }

  @Test
  void x66_anUnknownToolMakesNoFrame() {
    say("use tool nope {}");
    node.time.runDue();

    assertEquals(
        List.of("error: unknown tool: nope", new ChatDone(CONVERSATION, id(2))), stream().entries);
  }

  @Test
  void x65_thinkingIsSkipped() {
    say("#!script [{\"think\":\"hm\"},{\"say\":\"a\"}]");
    node.time.runDue();

    assertEquals(List.of("a", new ChatDone(CONVERSATION, id(2))), stream().entries);
  }

  @Test
  void h34_theStreamIsThereBeforeTheNextMessageOfTheSocket() {
    say("#!script [{\"sleep\":1000}]");

    assertEquals(List.of(stream()), connection.joined);
    chat.resume(phone, new ChatResume(CONVERSATION, 0));
    assertSame(stream(), connection.joined.get(1));
    assertSame(connection.formats.get(0), connection.formats.get(1));
  }

  @Test
  void h35_aFailedReplyIsStoredWithItsTextBeforeItsError() throws StoreException {
    say("#!script [{\"say\":\"par\"},{\"fail\":\"The engine is not responding\"}]");
    node.time.runDue();

    assertEquals(
        List.of("par", new ChatError(CONVERSATION, "The engine is not responding")),
        stream().entries);
    assertEquals("par", lastReply().content());
    assertEquals(Message.Status.FAILED, lastReply().status());
    assertEquals(Optional.of("The engine is not responding"), lastReply().error());
  }

  @Test
  void x52_aReplyThatGrowsTooLongFails() throws StoreException {
    say("#!script [{\"repeat\":1000,\"say\":\"0123456789\"},{\"say\":\"never\"}]");
    node.time.runDue();

    assertEquals(11, stream().entries.size());
    assertEquals(new ChatError(CONVERSATION, "reply too long"), stream().entries.get(10));
    assertEquals(100, lastReply().content().length());
    assertEquals(Optional.of("reply too long"), lastReply().error());
  }

  @Test
  void x45_theStoredTextEndsAsTheStreamedTextDoes() throws StoreException {
    chat =
        chat(
            (prompt, tools, reply) -> {
              reply.text("a\uD83D");
              reply.text("\uDE00b\uD83D");
              reply.text("");
              reply.done();
              return NO_RUN;
            });
    say("go");
    node.time.runDue();

    assertEquals("a\uD83D\uDE00b\uFFFD", lastReply().content());
  }

  @Test
  void h32_turnsOfOneConversationFollowEachOther() throws StoreException {
    say("#!script [{\"say\":\"first\"},{\"sleep\":100}]");
    sayOn("second");
    node.time.advance(99);
    assertEquals(List.of("first"), stream().entries);
    assertEquals(1, connection.joined.size());

    node.time.advance(1);
    assertEquals("second", lastReply().content());
    assertEquals(2, connection.joined.size());
    assertNotSame(connection.joined.get(0), connection.joined.get(1));
    assertTrue(connection.joined.get(0).ended());
  }

  @Test
  void h32_eightMessagesWaitAndTheNinthIsRefused() throws StoreException {
    say("#!script [{\"sleep\":100}]");
    for (int i = 0; i < 9; i++) {
      sayOn("m" + i);
    }
    assertEquals(2, connection.frames.size(), "the empty delta and one refusal");

    node.time.advance(100);
    List<Message> messages = store.conversations().messages(CONVERSATION);
    assertEquals(9, messages.stream().filter(m -> m.role() == Role.USER).count());
    assertEquals(9, messages.stream().filter(m -> m.role() == Role.ASSISTANT).count());
    assertEquals("m7", lastReply().content());

    sayOn("again");
    node.time.runDue();
    assertEquals("again", lastReply().content());
  }

  @Test
  void h32_aNewConversationBeyondThoseThatMayHaveTurnsIsRefusedAndNotStored() throws Exception {
    long mayRun = Runtime.getRuntime().maxMemory() / 4 / 65_536 / 4;
    for (long i = 0; i < mayRun; i++) {
      say("#!script [{\"sleep\":100}]");
    }
    connection.frames.clear();
    int ids = 3 * (int) mayRun;
    say("one more");
    assertEquals(
        List.of(HomeFrames.frame(new ChatError(null, "Too many pending messages")).message()),
        connection.messages());
    assertEquals(Optional.empty(), store.conversations().owner(id(ids)));
    node.time.advance(100);
    connection.frames.clear();
    say("again");
    node.time.runDue();
    assertEquals(mayRun + 1, connection.joined.size());
  }

  /** An engine that leaves what it is asked, and the replies, to the test. */
  private static Engine noting(List<Prompt> prompts, List<Reply> replies) {
    return (prompt, tools, reply) -> {
      prompts.add(prompt);
      replies.add(reply);
      return NO_RUN;
    };
  }

  @Test
  @DisplayName("The engine is told each question with its own reply, and nothing that waits")
  void historyPairsQuestionsWithTheirReplies() {
    List<Prompt> prompts = new ArrayList<>();
    List<Reply> replies = new ArrayList<>();
    chat = chat(noting(prompts, replies));
    say("q1");
    sayOn("q2");
    sayOn("q3");
    for (int i = 0; i < 3; i++) {
      node.time.runDue();
      replies.get(i).text("a" + (i + 1));
      replies.get(i).done();
    }
    node.time.runDue();

    Turn q1 = new Turn(Role.USER, "q1");
    Turn a1 = new Turn(Role.ASSISTANT, "a1");
    Turn q2 = new Turn(Role.USER, "q2");
    Turn a2 = new Turn(Role.ASSISTANT, "a2");
    assertEquals(
        List.of(
            new Prompt(List.of(), "q1"),
            new Prompt(List.of(q1, a1), "q2"),
            new Prompt(List.of(q1, a1, q2, a2), "q3")),
        prompts);
  }

  @Test
  @DisplayName("The engine is told nothing that waits, even when it is all that is read")
  void historyEndsBeforeItsQuestion() throws StoreException {
    String million = "x".repeat(1_000_000);
    List<Prompt> prompts = new ArrayList<>();
    List<Reply> replies = new ArrayList<>();
    chat = chat(noting(prompts, replies));
    say("q1");
    node.time.runDue();
    sayOn("q2");
    for (int i = 0; i < 5; i++) {
      Message later = Message.ofUser(id(50 + i), CONVERSATION, million, node.clock().instant());
      store.conversations().append(later);
    }
    replies.get(0).done();
    node.time.runDue();

    assertEquals(new Prompt(List.of(), "q2"), prompts.get(1));
  }

  @Test
  void aReplyBeginsWhenThereIsRoomForItsHistory() {
    histories = new LongHistories(node, 1);
    List<String> log = new ArrayList<>();
    chat =
        chat(
            (prompt, tools, reply) -> {
              log.add(prompt.text());
              node.time.runDue();
              log.add(prompt.text() + " has begun");
              reply.done();
              return NO_RUN;
            });
    say("q1");
    node.time.runDue();
    sayOn("q2");
    say("q3");
    node.time.runDue();
    assertEquals(List.of("q2", "q2 has begun", "q3", "q3 has begun"), log.subList(2, 6));
  }

  @Test
  void x61_theStoredPrefixIsAtMostASecondBehind() throws StoreException {
    say("#!script [{\"repeat\":40,\"say\":\"x\",\"sleep\":100}]");
    for (int tenths = 0; tenths < 39; tenths++) {
      long behind = stream().length() - lastReply().content().length();
      assertTrue(behind <= 10, "behind by " + behind);
      node.time.advance(100);
    }
    assertEquals(Message.Status.COMPLETE, lastReply().status());
    assertEquals(0, node.time.waiting(), "the checkpoints have ended");
  }

  @Test
  void x61_theReplyIsStoredBeforeItsFirstFrame() throws StoreException {
    say("#!script [{\"sleep\":1000}]");

    assertEquals(Message.Status.STREAMING, lastReply().status());
    assertEquals("", lastReply().content());
  }

  @Test
  void h35_aReplyKnownFromTheStoreOnlyCanBeResumed() {
    say("#!script [{\"say\":\"par\"},{\"fail\":\"broken\"}]");
    node.time.runDue();
    node.streams.newest.clear();
    chat.resume(phone, new ChatResume(CONVERSATION, 0));

    assertEquals(List.of("par", new ChatError(CONVERSATION, "broken")), stream().entries);
    assertSame(stream(), connection.joined.get(1));
  }

  @Test
  void h35_whoResumesAReplyKnownFromTheStoreOnlyWaitsForItsTurn() throws Exception {
    say("whole");
    node.time.runDue();
    node.streams.newest.clear();
    TakenTurns.awaitedBy("resume", () -> chat.resume(phone, new ChatResume(CONVERSATION, 0)));
    assertEquals(1, connection.aside);
    assertEquals(List.of("whole", new ChatDone(CONVERSATION, id(2))), stream().entries);
  }

  @Test
  void x52_aQuestionCountsWithItsReplyWhichFailsWithoutRoomForIt() throws Exception {
    String nothing = "#!script []";
    say(nothing);
    node.time.runDue();
    assertEquals(2L * nothing.length(), stream().held);
    assertEquals(Optional.empty(), lastReply().error());
    node.streams.full = true;
    sayOn(nothing);
    node.time.runDue();
    assertEquals(Optional.of("reply too long"), lastReply().error());
  }

  @Test
  void h35_x43_aStoredReplyForWhichThereIsNoRoomIsNotToldAsAnother() {
    say("whole");
    node.time.runDue();
    node.streams.newest.clear();
    connection.frames.clear();
    node.streams.full = true;
    chat.resume(phone, new ChatResume(CONVERSATION, 0));
    assertEquals(
        List.of(HomeFrames.frame(new ChatError(CONVERSATION, "Internal error")).message()),
        connection.messages());
    assertEquals(1, connection.joined.size());
    assertTrue(node.streams.newest.isEmpty());

    node.streams.full = false;
    chat.resume(phone, new ChatResume(CONVERSATION, 0));
    assertEquals(List.of("whole", new ChatDone(CONVERSATION, id(2))), stream().entries);
    assertEquals(List.of(), node.errors, "nobody's defect");
  }

  @Test
  void h34_aConversationWithoutAnyReplyHasNothingToResume() throws StoreException {
    Message question = Message.ofUser(id(91), id(90), "cut off", node.clock().instant());
    store.conversations().create("ann", question);
    chat.resume(phone, new ChatResume(id(90), 0));

    assertEquals(1, connection.frames.size());
    assertEquals(List.of(), connection.joined);
  }

  @Test
  void h31_aForeignConversationIsNotFoundAndNothingIsStored() throws StoreException {
    say("mine");
    node.time.runDue();
    TestConnection stranger = new TestConnection();
    HomePeer bob = new HomePeer(HomePrincipal.of("tv-1", "bob", DeviceType.TV), stranger);
    chat.message(bob, new ChatMessage("yours", CONVERSATION));
    chat.resume(bob, new ChatResume(CONVERSATION, 0));

    assertEquals(2, stranger.frames.size());
    assertEquals(List.of(), stranger.joined);
    assertEquals(2, store.conversations().messages(CONVERSATION).size());
  }

  @Test
  void x49_theReplyGoesOnWithoutItsSocket() throws StoreException {
    say("#!script [{\"say\":\"a\"},{\"sleep\":100},{\"say\":\"b\"}]");
    connection.close(1000, "");
    node.time.advance(100);

    assertEquals("ab", lastReply().content());
    assertFalse(connection.isOpen());
  }
}
