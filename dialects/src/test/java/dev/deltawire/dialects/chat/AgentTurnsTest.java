package dev.deltawire.dialects.chat;

import static dev.deltawire.dialects.chat.ChatRig.cid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.chat.ChatRig.Socket;
import dev.deltawire.dialects.internal.Held;
import dev.deltawire.model.chat.ChatCall.DeleteMessages;
import dev.deltawire.model.chat.Message;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Turns of the agents of a conversation, and what is left of those that fail. */
final class AgentTurnsTest {

  private final ChatRig rig = new ChatRig();
  private final Socket ann = rig.open("ann");

  @Test
  void c44_c45_x43_aTurnThatCantBeStoredNeverBeginsAndOneThatCantEndFails() throws Exception {
    String room = rig.room("ann", "helper");
    ann.read();
    ann.call("messages.send", cid(room) + ",'content':'one'");
    rig.failures.failing.add("append");
    rig.node.time.runDue();
    assertEquals(2, ann.read().size(), "the reply and the own message");

    rig.failures.failing.clear();
    ann.call("messages.send", cid(room) + ",'content':'two'");
    rig.failures.failing.add("finish");
    rig.node.time.runDue();
    List<String> told = ann.read();
    assertTrue(told.get(told.size() - 1).endsWith("\"is_typing\":false}}"), "it has ended");
    assertTrue(told.get(told.size() - 2).endsWith("\"error\":\"internal error\"}}"));
    assertEquals(2, rig.node.errors.size());
  }

  @Test
  void c46_anIdleSocketHoldsNoTextThatHasEnded() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'one'");
    rig.node.time.runDue();
    WeakReference<Object> stream = new WeakReference<>(ann.connection().joined.remove(0));
    rig.node.streams.newest.clear();
    assertFalse(Held.stays(stream));
    ann.call("messages.send", cid(room) + ",'content':'two'");
    rig.node.time.runDue();
    assertEquals(1, ann.connection().joined.size(), "it receives the next one");
  }

  @Test
  void c45_x43_aTextThatCantBeReadEndsTheTurnTooAndTheNextOneRuns() throws Exception {
    String room = rig.room("ann", "helper");
    for (boolean readable : new boolean[] {false, true}) {
      ann.read();
      ann.call("messages.send", cid(room) + ",'content':'#!script [{\\'sleep\\':1000}]'");
      rig.node.time.runDue();
      rig.node.streams.newest.values().forEach(stream -> stream.unreadable = !readable);
      rig.advance(Duration.ofSeconds(1));
      String told = ann.read().toString();
      assertTrue(told.contains("messageComplete"), told);
      assertEquals(readable, !told.contains("\"error\":\"internal error\"}}"), told);
    }
  }

  @Test
  void x59_anAnswerThatIsStoredInPartEndsBehindThat() throws Exception {
    String told = slowAnswer("finish");
    assertTrue(told.contains("\"content\":\"one two\""), told);
    assertFalse(told.contains("\"error\":\"internal error\""), told);
  }

  @Test
  void c45_x59_anAnswerWhoseRestCantBeStoredIsToldAsFailed() throws Exception {
    String told = slowAnswer("finishBehind");
    assertTrue(told.contains("\"content\":\"one two\""), told);
    assertTrue(told.contains("\"error\":\"internal error\""), told);
  }

  /** What is told of an answer that is stored in part before it ends. */
  private String slowAnswer(String failing) throws Exception {
    String room = rig.room("ann", "helper");
    rig.failures.failing.add(failing);
    String script = "#!script [{\\'say\\':\\'one \\'},{\\'sleep\\':700},{\\'say\\':\\'two\\'}]";
    ann.call("messages.send", cid(room) + ",'content':'" + script + "'");
    rig.node.time.runDue();
    rig.advance(Duration.ofSeconds(1));
    return ann.read().toString();
  }

  @Test
  void aTurnThatNoThreadTakesKeepsNoSeat() throws Exception {
    String room = rig.room("ann", "helper");
    rig.node.refusing = true;
    ann.call("messages.send", cid(room) + ",'content':'first'");
    rig.node.refusing = false;
    theNextTurnRuns(room);
  }

  @Test
  void c45_x43_aTurnWhoseEngineNoThreadBeginsFailsAndTheNextOneRuns() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'first'");
    rig.node.refusing = true;
    rig.node.time.runDue();
    assertTrue(ann.read().toString().contains("\"error\":\"internal error\"}}"));

    rig.node.refusing = false;
    theNextTurnRuns(room);
  }

  @Test
  void c45_x43_anEndThatNoThreadTakesIsToldAndTheNextTurnRuns() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call(
        "messages.send",
        cid(room) + ",'content':'#!script [{\\'sleep\\':1000},{\\'say\\':\\'first\\'}]'");
    rig.node.time.runDue();
    rig.node.refusing = true;
    rig.advance(Duration.ofSeconds(1));
    String told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"first\""), told);

    rig.node.refusing = false;
    theNextTurnRuns(room);
    assertEquals(List.of(), rig.node.errors);
  }

  private void theNextTurnRuns(String room) throws Exception {
    ann.call("messages.send", cid(room) + ",'content':'second'");
    rig.node.time.runDue();
    String told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"second\""), told);
  }

  @Test
  void c44_aThousandTriggersMayWaitAndWhatComesThenStaysUnanswered() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'#!script [{\\'sleep\\':1000}]'");
    rig.node.time.runDue();
    for (int i = 0; i < 1005; i++) {
      ann.call("messages.send", cid(room) + ",'content':'more'");
    }
    ann.read();
    rig.advance(Duration.ofSeconds(1));
    String typing = "\"is_typing\":true}}";
    assertEquals(1000, ann.read().stream().filter(frame -> frame.endsWith(typing)).count());
  }

  @Test
  void aWaitingTurnThatCantBeReadLeavesItsPlaceToTheNextOne() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call(
        "messages.send",
        cid(room) + ",'content':'#!script [{\\'sleep\\':1000},{\\'say\\':\\'first\\'}]'");
    rig.node.time.runDue();
    ann.call("messages.send", cid(room) + ",'content':'second'");
    ann.read();
    rig.failures.failing.add("find");
    rig.advance(Duration.ofSeconds(1));
    String told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"first\""), told);

    rig.failures.failing.clear();
    ann.call("messages.send", cid(room) + ",'content':'third'");
    rig.node.time.runDue();
    told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"third\""), told);
    assertEquals(1, rig.node.errors.size());
  }

  @Test
  void c45_x43_aDefectOfTheStoreEndsTheTurnTooAndTheNextOneRuns() throws Exception {
    aTurnEndsInFailureAndTheNextOneRuns(rig.failures.defective);
  }

  @Test
  void c45_x43_aStoreThatCannotBeLinkedEndsTheTurnTooAndTheNextOneRuns() throws Exception {
    aTurnEndsInFailureAndTheNextOneRuns(rig.failures.unlinked);
  }

  @Test
  void c44_x43_aTurnThatMeetsAnErrorOfTheStoreLeavesItsPlaceToTheNextOne() throws Exception {
    String room = rig.room("ann", "helper");
    for (String method : List.of("find", "append")) {
      ann.call(
          "messages.send",
          cid(room) + ",'content':'#!script [{\\'sleep\\':1000},{\\'say\\':\\'first\\'}]'");
      rig.node.time.runDue();
      ann.call("messages.send", cid(room) + ",'content':'waits'");
      rig.failures.unlinked.add(method);
      rig.advance(Duration.ofSeconds(1));
      rig.failures.unlinked.clear();
      ann.read();
      ann.call("messages.send", cid(room) + ",'content':'" + method + "'");
      rig.node.time.runDue();
      String told = ann.read().toString();
      assertTrue(
          told.contains("\"display_name\":\"Helper\"},\"content\":\"" + method + "\""), told);
    }
    assertEquals(2, rig.node.errors.size());
  }

  private void aTurnEndsInFailureAndTheNextOneRuns(Set<String> trouble) throws Exception {
    String room = rig.room("ann", "helper");
    trouble.add("finish");
    ann.call("messages.send", cid(room) + ",'content':'one'");
    rig.node.time.runDue();
    assertTrue(ann.read().toString().contains("\"error\":\"internal error\"}}"));
    trouble.clear();
    ann.call("messages.send", cid(room) + ",'content':'two'");
    rig.node.time.runDue();
    List<String> told = ann.read();
    assertTrue(told.get(told.size() - 2).contains("\"content\":\"two\""), told.toString());
  }

  @Test
  void c45_x43_anEngineThatCannotBeLinkedFailsItsReplyAlone() throws Exception {
    ChatRig broken =
        new ChatRig(
            echo ->
                (prompt, tools, reply) -> {
                  throw new NoClassDefFoundError("secret");
                });
    Socket asker = broken.open("ann");
    String room = broken.room("ann", "helper");
    for (int i = 1; i < 3; i++) {
      asker.read();
      asker.call("messages.send", cid(room) + ",'content':'" + i + "'");
      broken.node.time.runDue();
      String told = asker.read().toString();
      assertTrue(told.contains("\"error\":\"internal error\"}}"), told);
      assertEquals(i, broken.node.errors.size());
    }
  }

  @Test
  void c42_anAgentDoesNotAnswerWhatWasDeletedWhileItWaited() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call(
        "messages.send",
        cid(room) + ",'content':'#!script [{\\'sleep\\':100}]'".replace("\\'", "\\\""));
    rig.node.time.runDue();
    ann.read();
    ann.call("messages.send", cid(room) + ",'content':'never mind'");
    String reply = ann.read().get(0);
    String id = reply.substring(reply.indexOf("\"id\":\"") + 6, reply.indexOf("\"id\":\"") + 42);
    ann.call("messages.delete", cid(room) + ",'ids':['" + id + "']");
    rig.advance(Duration.ofSeconds(1));
    assertFalse(
        ann.read().stream().anyMatch(frame -> frame.contains("never mind")), "nobody answers");
  }

  @Test
  void c48_x43_x48_aDeletedReplyWhoseEngineCantBeStoppedLeavesItsPlaceToTheNextOne()
      throws Exception {
    ChatRig broken = new ChatRig(echo -> (p, t, reply) -> new Unstoppable(echo.begin(p, t, reply)));
    Socket asker = broken.open("ann");
    String room = broken.room("ann", "helper");
    asker.call("messages.send", cid(room) + ",'content':'#!script [{\\'sleep\\':1000}]'");
    broken.node.time.runDue();
    List<Message> history =
        broken.memory.messages().history(UUID.fromString(room), "ann", 9, Optional.empty());
    UUID reply = history.get(1).id();
    broken
        .dialect
        .service()
        .call("helper", new DeleteMessages(UUID.fromString(room), List.of(reply)));
    assertEquals(1, broken.node.errors.size());

    asker.read();
    asker.call("messages.send", cid(room) + ",'content':'two'");
    broken.node.time.runDue();
    String told = asker.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"two\""), told);
  }

  /** A run that breaks its contract. */
  private record Unstoppable(Engine.Run run) implements Engine.Run {
    @Override
    public void cancel() {
      throw new IllegalStateException("not so");
    }

    @Override
    public Usage usage() {
      return run.usage();
    }
  }
}
