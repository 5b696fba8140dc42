package dev.deltawire.dialects.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.dialects.messenger.MailboxEvent.Passing;
import dev.deltawire.model.messenger.ErrorCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a socket keeps of the conversation that its agent types in. */
final class TypistTest {

  private static final List<String> CROWD =
      Stream.concat(Stream.of("bob"), IntStream.range(0, 33).mapToObj(i -> "agent" + i)).toList();

  private final Map<String, List<String>> conversations =
      Map.of("c1", List.of("ann", "bob"), "c2", List.of("bob", "eve"), "c3", CROWD);
  private final List<String> asked = new ArrayList<>();
  private final List<Passing> heard = new ArrayList<>();
  private boolean failing;
  private final TestNode node = new TestNode();
  private final Fanout<MailboxEvent> fanout =
      new Fanout<>(node.topics(), MailboxEvent.Codec::decode, node.errorHandler());
  private final TypingBoard board = new TypingBoard(store(), fanout, Duration.ofSeconds(10), node);
  private final Typist ann = board.typist("ann");

  @BeforeEach
  void bobListens() {
    fanout.add(MailboxEvent.topic("bob"), event -> heard.add((Passing) event));
    fanout.add(MailboxEvent.topic("ann"), event -> heard.add(null)); // nobody hears herself
  }

  @Test
  void m36_whoTypesOnIsToldByTheSameFrameWithoutTheStore() throws Exception {
    ann.start("c1");
    ann.start(String.valueOf(new char[] {'c', '1'}));
    ann.stop("c1");
    ann.start("c1");
    assertEquals(List.of("c1"), asked);
    assertEquals(List.of("start", "start", "stop", "start"), told());
    assertSame(heard.get(0).frame(), heard.get(1).frame());
    assertSame(heard.get(0).frame(), heard.get(3).frame());
    node.time.advance(10_000);
    assertEquals(List.of("start", "start", "stop", "start", "stop"), told());
  }

  @Test
  void m36_anotherConversationIsJudgedAnew() throws Exception {
    ann.start("c1");
    Refusal refusal = assertThrows(Refusal.class, () -> ann.start("c2"));
    assertEquals(ErrorCode.CONVERSATION_NOT_FOUND, refusal.code());
    assertThrows(Refusal.class, () -> ann.start("c2"));
    assertThrows(Refusal.class, () -> ann.stop("c4"));
    ann.stop("c1");
    assertEquals(List.of("c1", "c2", "c2", "c4"), asked);
    assertEquals(List.of("start", "stop"), told());
  }

  @Test
  void m36_theLastSocketsEndIsToldOfEveryPlace() throws Exception {
    ann.start("c1");
    board.typist("bob").start("c2");
    board.leave("ann");
    assertEquals(List.of("start", "stop"), told());
    node.time.advance(10_000);
    assertEquals(List.of("start", "stop"), told());
  }

  @Test
  void m36_aPlaceWithManyOthersIsNotKept() throws Exception {
    Typist first = board.typist("agent0");
    first.start("c3");
    first.start("c3");
    assertEquals(List.of("c3", "c3"), asked);
  }

  @Test
  void m36_whoTakesPartInALargeGroupIsAskedAgainWhenItsEndIsTold() throws Exception {
    board.typist("agent0").start("c3");
    assertEquals(List.of("start"), told());
    node.time.advance(10_000);
    assertEquals(List.of("start", "stop"), told());
    assertEquals(List.of("c3", "c3"), asked, "nothing of it was held meanwhile");

    board.typist("agent0").start("c3");
    board.leave("agent0");
    node.time.runDue();
    assertEquals(List.of("start", "stop", "start", "stop"), told());
  }

  @Test
  void m36_x43_anEndThatCanNotBeToldIsReportedAndTheNextOneIsTold() throws Exception {
    board.typist("agent0").start("c3");
    board.typist("agent1").start("c3");
    failing = true;
    node.time.advance(5_000);
    board.leave("agent0");
    node.time.runDue();
    failing = false;
    node.time.advance(5_000);
    assertEquals(List.of("start", "start", "stop"), told());
    assertEquals(1, node.errors.size());
  }

  private List<String> told() {
    return heard.stream()
        .map(passing -> passing.frame().message().contains("typing.start") ? "start" : "stop")
        .toList();
  }

  private MessengerStore.Conversations store() {
    Class<MessengerStore.Conversations> part = MessengerStore.Conversations.class;
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, args) -> {
              assertEquals("participants", method.getName());
              if (failing) {
                throw StoreException.of("refused", null);
              }
              asked.add((String) args[0]);
              return conversations.getOrDefault((String) args[0], List.of());
            }));
  }
}
