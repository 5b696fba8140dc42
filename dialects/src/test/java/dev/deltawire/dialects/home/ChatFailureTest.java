package dev.deltawire.dialects.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.home.HomeServerFrame.ChatError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What failures of the store and the engine do to chat of the home dialect")
final class ChatFailureTest extends ChatScene {

  /** Is stored in part, after half a second, before it ends. */
  private static final String SLOW =
      "#!script [{\"say\":\"one \"},{\"sleep\":700},{\"say\":\"two\"}]";

  @Test
  void h48_x62_aQuestionThatCannotBeStoredHasNoEffect() throws StoreException {
    store.failing.add("create");
    say("hello");
    node.time.runDue();

    assertEquals(1, connection.frames.size());
    assertTrue(node.streams.newest.isEmpty());
    assertEquals(Optional.empty(), store.conversations().owner(CONVERSATION));
    assertEquals(1, node.errors.size());
  }

  @Test
  void h48_x62_aQuestionThatCannotBeAppendedGivesItsPlaceBack() throws StoreException {
    say("#!script [{\"sleep\":100}]");
    store.failing.add("append");
    for (int i = 0; i < 20; i++) {
      sayOn("lost");
    }
    store.failing.clear();
    sayOn("kept");
    node.time.advance(100);

    assertEquals("kept", lastReply().content());
    assertEquals(4, store.conversations().messages(CONVERSATION).size());
  }

  @Test
  void h32_x43_aQuestionThatMeetsADefectOfTheStoreGivesItsPlaceBack() throws StoreException {
    say("one");
    node.time.runDue();
    store.defective.add("append");
    for (int i = 0; i < 20; i++) {
      assertThrows(IllegalStateException.class, () -> sayOn("lost"));
    }
    store.defective.clear();
    sayOn("kept");
    node.time.runDue();

    assertEquals("kept", lastReply().content());
  }

  @Test
  void h32_x43_aReplyWithoutAnIdFailsAndTheNextOneRuns() throws StoreException {
    say("one");
    node.time.runDue();
    idsLeft = 1;
    sayOn("two");
    idsLeft = Integer.MAX_VALUE;
    sayOn("three");
    node.time.runDue();

    assertEquals("three", lastReply().content());
    assertEquals(1, node.errors.size());
  }

  @Test
  void h48_x62_aReplyThatCannotBeStoredIsNotReportedAsDone() throws StoreException {
    aReplyEndsInFailureAndTheNextOneRuns(store.failing);
  }

  @Test
  void x59_aReplyThatIsStoredInPartEndsBehindThat() throws StoreException {
    store.failing.add("finish");
    say(SLOW);
    node.time.advance(1_000);

    assertEquals("one two", lastReply().content());
    assertEquals(Message.Status.COMPLETE, lastReply().status());
    assertEquals(List.of(), node.errors);
  }

  @Test
  void x59_aReplyWhosePartFailedIsStoredWhole() throws StoreException {
    store.failing.addAll(List.of("progress", "finishBehind"));
    say(SLOW);
    node.time.advance(600);
    store.failing.remove("progress");
    node.time.advance(400);

    assertEquals("one two", lastReply().content());
    assertEquals(Message.Status.COMPLETE, lastReply().status());
  }

  @Test
  void h48_x62_aReplyWhoseRestCannotBeStoredIsNotReportedAsDone() throws StoreException {
    store.failing.add("finishBehind");
    say(SLOW);
    node.time.advance(1_000);

    assertEquals(
        List.of("one ", "two", new ChatError(CONVERSATION, "Internal error")), stream().entries);
    assertEquals("one ", lastReply().content());
    assertEquals(Message.Status.STREAMING, lastReply().status());
  }

  @Test
  void h48_x43_aDefectOfTheStoreEndsTheReplyToo() throws StoreException {
    aReplyEndsInFailureAndTheNextOneRuns(store.defective);
  }

  @Test
  void h48_x43_aStoreThatCannotBeLinkedEndsTheReplyToo() throws StoreException {
    aReplyEndsInFailureAndTheNextOneRuns(store.unlinked);
  }

  @Test
  void h32_x43_aReplyThatCannotBeAppendedFailsAndTheNextOneRuns() throws StoreException {
    say("#!script [{\"sleep\":100}]");
    node.time.runDue();
    sayOn("waits");
    store.unlinked.add("append");
    node.time.advance(100);
    store.unlinked.clear();
    sayOn("kept");
    node.time.runDue();

    assertEquals("kept", lastReply().content());
    assertEquals(1, node.errors.size());
  }

  @Test
  void h32_x43_aQuestionThatWaitsInTheStoreAndCannotBeReadFailsAndTheNextOneRuns()
      throws StoreException {
    say("#!script [{\"sleep\":100}]");
    node.time.runDue();
    sayOn("waits");
    connection.frames.clear();
    store.failing.add("find");
    node.time.advance(100);
    assertEquals(
        List.of(HomeFrames.frame(new ChatError(CONVERSATION, "Internal error")).message()),
        connection.messages());
    store.failing.clear();
    sayOn("kept");
    node.time.runDue();

    assertEquals("kept", lastReply().content());
    assertEquals(1, node.errors.size());
  }

  @Test
  void x43_x61_aReplyWhoseEndNoThreadTakesIsStoredAndTheOneThatWaitsFails() throws StoreException {
    say("#!script [{\"sleep\":100},{\"say\":\"whole\"}]");
    node.time.runDue();
    sayOn("waits");
    node.refusing = true;
    node.time.advance(100);

    List<Message> messages = store.conversations().messages(CONVERSATION);
    assertEquals("whole", messages.get(1).content());
    assertEquals(Message.Status.COMPLETE, messages.get(1).status());
    assertEquals(Message.Status.FAILED, lastReply().status());
    node.refusing = false;
    sayOn("next");
    node.time.runDue();
    assertEquals("next", lastReply().content());
    assertEquals(List.of(), node.errors);
  }

  private void aReplyEndsInFailureAndTheNextOneRuns(Set<String> trouble) throws StoreException {
    say("hello");
    trouble.add("finish");
    node.time.runDue();

    assertEquals(List.of("hello", new ChatError(CONVERSATION, "Internal error")), stream().entries);
    assertEquals(Message.Status.STREAMING, lastReply().status());
    trouble.clear();
    sayOn("next");
    node.time.runDue();
    assertEquals("next", lastReply().content());
  }

  @Test
  void x43_anEngineThatThrowsFailsItsReplyAlone() throws StoreException {
    aReplyFailsAlone(
        () -> {
          throw new IllegalStateException("secret");
        });
  }

  @Test
  void x43_anEngineThatCannotBeLinkedFailsItsReplyAlone() throws StoreException {
    aReplyFailsAlone(
        () -> {
          throw new NoClassDefFoundError("secret");
        });
  }

  private void aReplyFailsAlone(Runnable trouble) throws StoreException {
    AtomicInteger calls = new AtomicInteger();
    Engine echo = EchoEngine.create(node.time);
    chat =
        chat(
            (prompt, tools, reply) -> {
              if (calls.getAndIncrement() == 0) {
                trouble.run();
              }
              return echo.begin(prompt, tools, reply);
            });
    say("one");
    node.time.runDue();
    assertEquals(List.of(new ChatError(CONVERSATION, "Internal error")), stream().entries);

    sayOn("two");
    node.time.runDue();
    assertEquals("two", lastReply().content());
    assertEquals(1, node.errors.size());
  }
}
