package dev.deltawire.dialects.chat;

import static dev.deltawire.dialects.chat.ChatRig.cid;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.chat.ChatRig.Socket;
import dev.deltawire.dialects.internal.TakenTurns;
import dev.deltawire.model.chat.Account;
import dev.deltawire.model.chat.ChatCall.Resume;
import dev.deltawire.model.chat.ChatLimits;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChatDialectTest {

  private static final String INTERNAL =
      "{\"ok\":false,\"error\":{\"code\":\"internal\",\"message\":\"internal error\"}}";

  private final ChatRig rig = new ChatRig();
  private final Socket ann = rig.open("ann");

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
    UUID id = rig.newest(room);
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
  void c28_ofManyAccountsTheFirstAreListed() throws Exception {
    for (int i = 0; i < 9000; i++) {
      rig.memory.accounts().add(Participant.of(Account.human("z" + i, "Z")));
    }
    ann.read();
    ann.call("accounts.list", "");
    assertEquals(8192, ann.read().get(0).split("\"username\"", -1).length - 1);
  }

  @Test
  void c28_c29_c34_c47_pagesAndTextsThatHaveEndedWaitForTheirTurn() throws Exception {
    String room = rig.room("ann", "helper");
    ann.call("messages.send", cid(room) + ",'content':'x'");
    rig.advance(Duration.ofSeconds(1));
    UUID reply = rig.newest(room);
    for (String[] call :
        new String[][] {
          {"messages.history", cid(room)},
          {"conversations.list", ""},
          {"accounts.list", ""},
          {"messages.resume", "'id':'" + reply + "','offset':0"}
        }) {
      ann.read();
      TakenTurns.awaitedBy(call[0], () -> ann.call(call[0], call[1]));
      assertTrue(ann.read().get(0).startsWith("{\"ok\":true"), call[0]);
    }
    assertEquals(4, ann.connection().aside);
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
    UUID id = rig.newest(room);
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
  void c63_agentsAreCreatedOnceAtStart() throws Exception {
    assertTrue(rig.memory.accounts().find("helper").orElseThrow().account().isAgent());
    assertThrows(
        IllegalArgumentException.class, () -> ChatDialect.builder().agents(List.of("No Name")));
  }

  @Test
  void theServiceIsThereOnceTheServerIs() {
    ChatDialect dialect = ChatDialect.builder().tokens(new ChatRig.NoTokens()).build();
    assertThrows(IllegalStateException.class, dialect::service);
    assertThrows(
        IllegalArgumentException.class,
        () -> rig.dialect.service().call("ann", new Resume(UUID.randomUUID(), 0)));
  }
}
