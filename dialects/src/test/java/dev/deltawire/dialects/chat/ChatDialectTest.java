package dev.deltawire.dialects.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.LongAnswers;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.chat.ChatRig.Socket;
import dev.deltawire.dialects.internal.Held;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.DeleteMessages;
import dev.deltawire.model.chat.ChatLimits;
import dev.deltawire.model.chat.Message;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChatDialectTest {

  private static final String INTERNAL =
      "{\"ok\":false,\"error\":{\"code\":\"internal\",\"message\":\"internal error\"}}";

  private final ChatRig rig = new ChatRig();
  private final Socket ann = rig.open("ann");

  private static String cid(String room) {
    return "'conversation_id':'" + room + "'";
  }

  @Test
  void c05_c58_x62_whatTheStoreRefusesFailsAndShowsNothing() throws Exception {
    Socket bob = rig.open("bob");
    assertTrue(ann.read().get(0).startsWith("{\"method\":\"events.hello\""));
    bob.read();
    String room = rig.room("ann", "bob");
    rig.failures.failing.addAll(List.of("append", "add", "hide"));
    ann.call("messages.send", cid(room) + ",'content':'x'");
    ann.call("conversations.create", "'user_ids':['helper']");
    assertEquals(List.of(INTERNAL, INTERNAL), ann.read());
    assertEquals(List.of(), bob.read());
    assertEquals(2, rig.node.errors.size(), "the operator hears of it");

    rig.failures.failing.clear();
    ann.call("messages.send", cid(room) + ",'content':'x'");
    assertEquals(2, ann.read().size());
    assertEquals(1, bob.read().size());
  }

  @Test
  void noTextIsReadToLearnWhoSentItAndWhere() throws Exception {
    rig.open("bob");
    String room = rig.room("ann", "bob");
    ann.call("messages.send", cid(room) + ",'content':'x'");
    UUID id =
        rig.memory
            .messages()
            .history(UUID.fromString(room), "ann", 1, Optional.empty())
            .get(0)
            .id();
    ann.read();
    rig.failures.failing.add("Messages.find");
    String mid = "'message_id':'" + id + "'";
    ann.call("messages.send", cid(room) + ",'content':'y','reply_to_id':'" + id + "'");
    ann.call("messages.history", cid(room) + ",'before':'" + id + "'");
    ann.call("reactions.add", mid + ",'emoji':'+'");
    ann.call("reactions.remove", mid + ",'emoji':'+'");
    ann.call("messages.delete_for_me", cid(room) + ",'ids':['" + id + "']");
    ann.call("messages.delete", cid(room) + ",'ids':['" + id + "']");
    List<String> answers =
        ann.read().stream().filter(frame -> frame.startsWith("{\"ok\":")).toList();
    assertEquals(6, answers.size());
    assertTrue(answers.stream().allMatch(a -> a.startsWith("{\"ok\":true")), answers.toString());
  }

  @Test
  void c29_c34_c47_pagesAndTextsThatHaveEndedWaitForTheirTurn() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'x'");
    rig.advance(Duration.ofSeconds(1));
    UUID reply =
        rig.memory
            .messages()
            .history(UUID.fromString(room), "ann", 1, Optional.empty())
            .get(0)
            .id();
    for (String[] call :
        new String[][] {
          {"messages.history", cid(room)},
          {"conversations.list", ""},
          {"messages.resume", "'id':'" + reply + "','offset':0"}
        }) {
      ann.read();
      Thread asking = new Thread(() -> ann.call(call[0], call[1]));
      LongAnswers.<Void, InterruptedException>inTurn(
          () ->
              LongAnswers.<Void, InterruptedException>inTurn(
                  () -> {
                    asking.start();
                    while (asking.getState() != Thread.State.WAITING) {
                      assertTrue(asking.isAlive(), () -> call[0] + " waited for nobody");
                      Thread.onSpinWait();
                    }
                    return null;
                  }));
      asking.join();
      assertTrue(ann.read().get(0).startsWith("{\"ok\":true"), call[0]);
    }
  }

  @Test
  void c34_whatRepliesHaveGrownToSinceTheyWereStoredCounts() throws Exception {
    List<String> agents = List.of("bot1", "bot2", "bot3");
    for (String agent : agents) {
      rig.memory.accounts().add(Participant.of(Account.agent(agent, agent)));
    }
    String room = rig.room("ann", "bot1", "bot2", "bot3");
    String words = "x".repeat(60_000);
    String script =
        "#!script [{\\'repeat\\':30,\\'say\\':\\'" + words + "\\'},{\\'sleep\\':600000}]";
    ann.call("messages.send", cid(room) + ",'content':'" + script + "'");
    rig.advance(Duration.ofMillis(1));
    ann.read();
    ann.call("messages.history", cid(room));
    String page = ann.read().get(0);
    assertEquals(2, page.length() / (30 * words.length()), "replies of 1.8 million units");
  }

  @Test
  void c37_c60_anAccountPutsNoMoreThanSoManyEmojisToAMessage() throws Exception {
    rig.open("bob");
    String room = rig.room("ann", "bob");
    ann.call("messages.send", cid(room) + ",'content':'x'");
    UUID id =
        rig.memory
            .messages()
            .history(UUID.fromString(room), "ann", 1, Optional.empty())
            .get(0)
            .id();
    for (int i = 0; i < ChatLimits.REACTIONS; i++) {
      ann.call("reactions.add", "'message_id':'" + id + "','emoji':'" + i + "'");
    }
    ann.read();
    ann.call("reactions.add", "'message_id':'" + id + "','emoji':'one more'");
    assertEquals(
        List.of(
            "{\"ok\":false,\"error\":{\"code\":\"permission_denied\","
                + "\"message\":\"permission denied: too many reactions\"}}"),
        ann.read());
    ann.call("reactions.add", "'message_id':'" + id + "','emoji':'0'");
    assertTrue(ann.read().get(0).startsWith("{\"ok\":true"), "it is there already");
  }

  @Test
  void c49_typingExpiresUnlessItIsRepeated() throws Exception {
    rig.open("bob");
    String room = rig.room("ann", "bob");
    ann.read();
    ann.call("typing.set", cid(room) + ",'is_typing':true");
    rig.advance(Duration.ofSeconds(9));
    ann.call("typing.set", cid(room) + ",'is_typing':true");
    rig.advance(Duration.ofSeconds(9));
    assertEquals(4, ann.read().size(), "two replies, two events");
    rig.advance(Duration.ofSeconds(1));
    List<String> expired = ann.read();
    assertEquals(1, expired.size());
    assertTrue(expired.get(0).endsWith("\"is_typing\":false}}"), expired.get(0));
    rig.advance(Duration.ofSeconds(60));
    assertEquals(List.of(), ann.read());
  }

  @Test
  void c49_x43_whoIsToldInALargeConversationIsAskedAgainAtTheEnd() throws Exception {
    List<String> crowd = IntStream.range(0, 40).mapToObj(i -> "member" + i).toList();
    crowd.forEach(rig::open);
    Socket bob = rig.open("bob");
    Stream<String> all = Stream.concat(Stream.of("ann", "bob"), crowd.stream());
    String room = rig.room(all.toArray(String[]::new));
    for (boolean readable : new boolean[] {true, false}) {
      ann.call("typing.set", cid(room) + ",'is_typing':true");
      bob.read();
      if (!readable) {
        rig.failures.failing.add("find");
      }
      rig.advance(Duration.ofSeconds(10));
      assertEquals(readable ? 1 : 0, bob.read().size());
      assertEquals(readable ? 0 : 1, rig.node.errors.size());
    }
  }

  @Test
  void c49_typingEndsWithTheActorsLastSocket() throws Exception {
    Socket bob = rig.open("bob");
    Socket annAgain = rig.open("ann");
    String room = rig.room("ann", "bob");
    ann.call("typing.set", cid(room) + ",'is_typing':true");
    bob.read();
    ann.session().onClosed();
    rig.node.time.runDue();
    assertEquals(List.of(), bob.read());
    annAgain.session().onClosed();
    rig.node.time.runDue();
    List<String> told = bob.read();
    assertEquals(1, told.size());
    assertTrue(told.get(0).endsWith("\"is_typing\":false}}"), told.get(0));
    rig.advance(Duration.ofSeconds(60));
    assertEquals(List.of(), bob.read(), "once");
  }

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
  void aTurnThatNoThreadTakesKeepsNoSeat() throws Exception {
    String room = rig.room("ann", "helper");
    rig.node.refusing = true;
    ann.call("messages.send", cid(room) + ",'content':'first'");
    rig.node.refusing = false;
    ann.call("messages.send", cid(room) + ",'content':'second'");
    rig.node.time.runDue();
    String told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"second\""), told);
  }

  @Test
  void c45_x43_aTurnWhoseEngineNoThreadBeginsFailsAndTheNextOneRuns() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'first'");
    rig.node.refusing = true;
    rig.node.time.runDue();
    assertTrue(ann.read().toString().contains("\"error\":\"internal error\"}}"));

    rig.node.refusing = false;
    ann.call("messages.send", cid(room) + ",'content':'second'");
    rig.node.time.runDue();
    String told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"second\""), told);
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
    ann.call("messages.send", cid(room) + ",'content':'second'");
    rig.node.time.runDue();
    told = ann.read().toString();
    assertTrue(told.contains("\"display_name\":\"Helper\"},\"content\":\"second\""), told);
    assertEquals(List.of(), rig.node.errors);
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

  @Test
  void c63_agentsAreCreatedOnceAtStart() throws Exception {
    assertTrue(rig.memory.accounts().find("helper").orElseThrow().account().isAgent());
    assertThrows(
        IllegalArgumentException.class, () -> ChatDialect.builder().agents(List.of("No Name")));
  }

  @Test
  void theServiceIsThereOnceTheServerIs() {
    ChatDialect dialect = ChatDialect.builder().tokens(new TokensOfNobody()).build();
    assertThrows(IllegalStateException.class, dialect::service);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            rig.dialect
                .service()
                .call("ann", new dev.deltawire.model.chat.ChatCall.Resume(UUID.randomUUID(), 0)));
  }

  private static final class TokensOfNobody implements ChatTokens {
    @Override
    public Optional<String> username(String token) {
      return java.util.Optional.empty();
    }

    @Override
    public String issue(String username, Duration ttl) {
      return "";
    }
  }
}
