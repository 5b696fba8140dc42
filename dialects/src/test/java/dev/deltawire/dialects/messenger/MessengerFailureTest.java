package dev.deltawire.dialects.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a store that refuses does to sockets and senders. */
final class MessengerFailureTest {

  private final FailingMessengerStore store = new FailingMessengerStore();
  private final ModelNode node = new ModelNode();
  private final MessengerDialect dialect = MessengerDialect.builder().store(store).build();
  private String aliceKey;
  private int sent;

  @BeforeEach
  void registersAgents() throws Exception {
    dialect.start(node);
    aliceKey = dialect.hub().agents().register("alice");
    dialect.hub().agents().register("bob");
  }

  @Test
  void m55_x43_aDrainThatCanNotBeReadClosesTheSocket() {
    store.failing = true;
    ModelSocket socket = open();
    assertEquals("1011 internal error", socket.closed);
  }

  @Test
  void m55_x43_aDrainThatEndsInAnErrorClosesTheSocketToo() throws Exception {
    ModelSocket socket = open();
    sendToAlice();
    sendToAlice();
    node.deliverLast();
    store.error = new OutOfMemoryError("a test's");
    node.node.time.runDue();
    assertEquals("1011 internal error", socket.closed);
  }

  @Test
  void m26_x43_aPageThatNoThreadReadsIsReadAfterTheNextNudge() throws Exception {
    ModelSocket socket = open();
    sendToAlice();
    sendToAlice();
    node.executor =
        task -> {
          throw new OutOfMemoryError("unable to create a test's thread");
        };
    node.deliverLast();
    node.executor = node.node.executor();
    sendToAlice();
    node.deliverAll();
    node.node.time.runDue();
    socket.take(9);
    assertEquals(3, socket.received.size());
  }

  @Test
  void m49_m55_x43_aRequestThatFailsIsAnsweredAndTheSocketStays() {
    ModelSocket socket = open();
    store.failing = true;
    socket.say("{\"type\":\"message.read_ack\",\"payload\":{\"message_id\":\"msg_x\"}}");
    store.failing = false;
    socket.say("{\"type\":\"message.read_ack\",\"payload\":{\"message_id\":\"msg_x\"}}");
    socket.take(9);
    assertEquals(
        List.of(
            error("INTERNAL_ERROR", "internal error"),
            error("MESSAGE_NOT_FOUND", "message not found")),
        socket.others);
    assertEquals("", socket.closed);
  }

  @Test
  void x62_m24_whatIsNotStoredIsNotPushed() throws Exception {
    ModelSocket socket = open();
    store.failing = true;
    assertThrows(StoreException.class, this::sendToAlice);
    store.failing = false;
    sendToAlice();
    node.deliverAll();
    node.node.time.runDue();
    socket.take(9);
    assertEquals(1, socket.received.size());
  }

  @Test
  void m28_anAcceptanceThatCanNotBeStoredIsDrainedAgain() throws Exception {
    anAcceptanceThatIsLostIsDrainedAgain(
        socket -> {
          store.failing = true;
          socket.pong();
        });
  }

  @Test
  void m28_x43_anErrorWhileAnAcceptanceIsStoredStopsNoLaterOne() throws Exception {
    anAcceptanceThatIsLostIsDrainedAgain(
        socket -> {
          store.error = new OutOfMemoryError("a test's");
          socket.pong();
        });
  }

  @Test
  void m28_x43_anAcceptanceThatNoThreadTakesStopsNoLaterOne() throws Exception {
    anAcceptanceThatIsLostIsDrainedAgain(
        socket -> {
          node.executor =
              task -> {
                throw new OutOfMemoryError("unable to create a test's thread");
              };
          assertThrows(OutOfMemoryError.class, socket::pong);
          node.executor = node.node.executor();
        });
  }

  private void anAcceptanceThatIsLostIsDrainedAgain(Consumer<ModelSocket> trouble)
      throws Exception {
    ModelSocket socket = open();
    sendToAlice();
    node.deliverAll();
    socket.take(9);
    trouble.accept(socket);
    node.node.time.runDue();
    store.failing = false;
    store.error = null;
    ModelSocket again = open();
    again.take(9);
    assertEquals(socket.received, again.received);
    again.pong();
    node.node.time.runDue();
    ModelSocket third = open();
    third.take(9);
    assertEquals(List.of(), third.received);
  }

  private ModelSocket open() {
    ModelSocket socket = new ModelSocket("alice", node.executor());
    HttpRequest upgrade =
        new HttpRequest(
            "GET",
            "/v1/ws",
            Optional.empty(),
            Map.of("authorization", List.of("Bearer " + aliceKey)),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            new byte[0]);
    socket.session(((Admission.Anonymous) dialect.admit(upgrade)).session().apply(socket));
    node.node.time.runDue();
    return socket;
  }

  private void sendToAlice() throws Exception {
    RawJson content = JsonText.parse("{\"text\":\"hi\"}").orElseThrow();
    dialect
        .hub()
        .postbox()
        .send(
            new Draft(
                "bob",
                new ToAgent("alice"),
                "c" + ++sent,
                MessageType.TEXT,
                content,
                RawJson.EMPTY_OBJECT));
  }

  private static String error(String code, String message) {
    return "{\"type\":\"error\",\"payload\":{\"code\":\"%s\",\"message\":\"%s\"}}"
        .formatted(code, message);
  }
}
