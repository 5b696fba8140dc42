package dev.deltawire.dialects.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.dialects.messenger.Target.ToConversation;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.Message;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of a few agents against an oracle that knows only what was sent, taken and proved:
 * sends, slow sockets, pongs, reading, sockets that die, nodes that restart, nudges that come late,
 * in any order or never.
 */
final class DeliveryModelTest {

  private static final List<String> AGENTS = List.of("a", "b", "c");
  private static final int STEPS = 800;

  private final MessengerStore store = MemoryMessengerStore.create();
  private final Map<String, String> keys = new HashMap<>();
  private final List<String> conversations = new ArrayList<>();

  /** What was sent to each agent, in order. */
  private final Map<String, List<Message>> logs = new HashMap<>();

  /** What each agent has proved to have, or has read. */
  private final Map<String, Set<String>> accepted = new HashMap<>();

  private final Map<ModelSocket, List<String>> backlogs = new HashMap<>();
  private final Map<ModelSocket, Integer> logSizes = new HashMap<>();
  private final Map<String, Integer> seqs = new HashMap<>();
  private final List<ModelSocket> sockets = new ArrayList<>();
  private ModelNode node;
  private MessengerDialect dialect;
  private RandomGenerator random;
  private int sent;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("M-25 M-26 M-27 M-28 M-31: nothing is lost, doubled or out of order")
  void deliveryModel(long seed) throws Exception {
    random = new SplittableRandom(seed);
    start();
    for (String agent : AGENTS) {
      keys.put(agent, dialect.hub().agents().register(agent));
      logs.put(agent, new ArrayList<>());
      accepted.put(agent, new HashSet<>());
    }
    conversations.add(dialect.hub().groups().create("a", "g", List.of("b", "c")).id());
    for (int i = 0; i < STEPS; i++) {
      step();
      settle();
      sockets.forEach(this::check);
    }
    conclude();
  }

  private void start() {
    node = new ModelNode();
    dialect =
        MessengerDialect.builder().store(store).sendRate(1_000_000, Duration.ofSeconds(1)).build();
    dialect.start(node);
  }

  private void step() throws Exception {
    int dice = random.nextInt(100);
    if (dice < 35) {
      send();
    } else if (dice < 40) {
      burst();
    } else if (dice < 65) {
      socket().ifPresent(socket -> socket.take(random.nextInt(1, 30)));
    } else if (dice < 75) {
      socket().ifPresent(this::pong);
    } else if (dice < 81) {
      read();
    } else if (dice < 86) {
      open(AGENTS.get(random.nextInt(AGENTS.size())));
    } else if (dice < 90) {
      socket().ifPresent(this::die);
    } else if (dice < 99) {
      node.deliverOne(random, true);
    } else if (random.nextInt(5) == 0) {
      restart();
    }
  }

  private void send() throws Exception {
    send(AGENTS.get(random.nextInt(AGENTS.size())), random.nextInt(3) == 0);
  }

  private void sendTo(String recipient) throws Exception {
    send(AGENTS.get((AGENTS.indexOf(recipient) + AGENTS.size() - 1) % AGENTS.size()), false);
  }

  /** To the next one, or to the group. */
  private void send(String sender, boolean toGroup) throws Exception {
    String other = AGENTS.get((AGENTS.indexOf(sender) + 1) % AGENTS.size());
    Target target = toGroup ? new ToConversation(conversations.get(0)) : new ToAgent(other);
    sent++;
    RawJson content = JsonText.parse("{\"text\":\"" + sent + "\"}").orElseThrow();
    Draft draft =
        new Draft(sender, target, "c" + sent, MessageType.TEXT, content, RawJson.EMPTY_OBJECT);
    Message message = dialect.hub().postbox().send(draft).entry().message();
    assertEquals(
        (long) seqs.merge(message.conversationId(), 1, Integer::sum), message.seq(), "M-25");
    for (String agent : AGENTS) {
      if (toGroup ? !agent.equals(sender) : agent.equals(other)) {
        logs.get(agent).add(message);
      }
    }
  }

  /** More than a page. */
  private void burst() throws Exception {
    for (int i = 0; i < 40; i++) {
      send();
    }
  }

  private Optional<ModelSocket> socket() {
    return sockets.isEmpty()
        ? Optional.empty()
        : Optional.of(sockets.get(random.nextInt(sockets.size())));
  }

  private void open(String agent) {
    ModelSocket socket = new ModelSocket(agent, node.executor());
    HttpRequest upgrade =
        new HttpRequest(
            "GET",
            "/v1/ws",
            Optional.empty(),
            Map.of("authorization", List.of("Bearer " + keys.get(agent))),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            new byte[0]);
    backlogs.put(
        socket,
        logs.get(agent).stream()
            .map(Message::id)
            .filter(id -> !accepted.get(agent).contains(id))
            .toList());
    logSizes.put(socket, logs.get(agent).size());
    socket.session(((Admission.Anonymous) dialect.admit(upgrade)).session().apply(socket));
    sockets.add(socket);
  }

  private void pong(ModelSocket socket) {
    accepted.get(socket.handle).addAll(socket.received);
    socket.pong();
  }

  private void read() throws Exception {
    String reader = AGENTS.get(random.nextInt(AGENTS.size()));
    List<Message> log = logs.get(reader);
    if (!log.isEmpty()) {
      Message last = log.get(random.nextInt(log.size()));
      dialect.hub().postbox().readThrough(reader, last.conversationId(), last.seq());
      log.stream()
          .filter(m -> m.conversationId().equals(last.conversationId()))
          .filter(m -> m.seq() <= last.seq())
          .forEach(m -> accepted.get(reader).add(m.id()));
    }
  }

  private void die(ModelSocket socket) {
    socket.die();
    sockets.remove(socket);
  }

  private void restart() {
    sockets.forEach(ModelSocket::die);
    sockets.clear();
    settle();
    start();
  }

  private void settle() {
    node.node.time.runDue();
  }

  /** What was taken begins what is due, and nothing else was taken before the drain's end. */
  private void check(ModelSocket socket) {
    assertEquals("", socket.closed);
    List<String> due = due(socket);
    List<String> received = socket.received;
    assertTrue(received.size() <= due.size(), "more than there is");
    assertEquals(due.subList(0, received.size()), received);
    assertTrue(socket.messagesBeforeOthers >= backlogs.get(socket).size(), "M-27");
  }

  private List<String> due(ModelSocket socket) {
    List<String> due = new ArrayList<>(backlogs.get(socket));
    List<Message> log = logs.get(socket.handle);
    log.subList(logSizes.get(socket), log.size()).forEach(m -> due.add(m.id()));
    return due;
  }

  /** Nudges that come again reach everybody; a socket of everybody's gets the rest. */
  private void conclude() throws Exception {
    node.deliverAll();
    settle();
    AGENTS.forEach(this::open);
    settle();
    for (String agent : AGENTS) {
      sendTo(agent);
    }
    node.deliverAll();
    settle();
    for (ModelSocket socket : sockets) {
      while (socket.hasMore()) {
        socket.take(100);
        settle();
      }
      assertEquals(due(socket), socket.received);
      pong(socket);
    }
    settle();
    for (String agent : AGENTS) {
      assertEquals(0, store.mailboxes().backlog(agent), "M-28: all is delivered");
    }
    assertEquals(List.of(), node.node.errors);
  }
}
