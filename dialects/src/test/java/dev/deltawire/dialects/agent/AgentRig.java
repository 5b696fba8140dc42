package dev.deltawire.dialects.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.internal.StoreFailures;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.dialects.internal.TestNode.RecordedStream;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.server.TextStream;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * The agent dialect on one thread, in virtual time; a token is its subject.
 *
 * <p>Fresh ids are counted: the first session is {@code id(0)}.
 */
final class AgentRig {

  final TestNode node = new TestNode();
  final StoreFailures failures = new StoreFailures();
  final AgentStore store;
  final Map<String, AgentPrincipal> principals = new HashMap<>();
  final AgentDialect dialect;

  private AgentRig(AgentStore memory, UnaryOperator<AgentDialect.Builder> change) {
    this.store = failures.guard(AgentStore.class, memory);
    AtomicInteger ids = new AtomicInteger();
    dialect =
        change
            .apply(
                AgentDialect.builder()
                    .store(store)
                    .engine(EchoEngine.create(node.time))
                    .ids(() -> id(ids.getAndIncrement()))
                    .authenticator(
                        token ->
                            Optional.of(principals.computeIfAbsent(token, AgentPrincipal::of))))
            .build();
    dialect.start(node);
  }

  static AgentRig create() {
    return create(builder -> builder);
  }

  static AgentRig create(UnaryOperator<AgentDialect.Builder> change) {
    return on(MemoryAgentStore.create(), change);
  }

  /** A dialect on what an earlier one has left. */
  static AgentRig on(AgentStore store, UnaryOperator<AgentDialect.Builder> change) {
    return new AgentRig(store, change);
  }

  static UUID id(int number) {
    return new UUID(0, number);
  }

  Client connect(String token) {
    HttpRequest upgrade =
        new HttpRequest(
            "GET",
            "/agent",
            Optional.of("token=" + token),
            Map.of(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            new byte[0]);
    Admission.Accepted accepted = (Admission.Accepted) dialect.admit(upgrade);
    TestConnection connection = new TestConnection();
    return new Client(connection, accepted.session().apply(connection));
  }

  /** A client with a session. */
  Client ready(String token, String init) {
    Client client = connect(token);
    client.send("init", init);
    client.take();
    return client;
  }

  Client ready() {
    return ready("ann", "{}");
  }

  /** A text that makes the engine play these steps. */
  static String script(String steps) {
    return "#!script [" + steps.replace('\'', '"') + "]";
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  static String error(String code, String message, String details) {
    return "{\"type\":\"error\",\"payload\":{\"code\":\""
        + code
        + "\",\"message\":"
        + quoted(message)
        + ",\"details\":"
        + details
        + "}}";
  }

  static String sessionError(String message) {
    return error("SESSION_ERROR", message, "{}");
  }

  /** One socket. */
  final class Client {

    final TestConnection connection;
    private final Session session;
    private int taken;

    Client(TestConnection connection, Session session) {
      this.connection = connection;
      this.session = session;
    }

    /** Sends a frame and lets everything happen that is due. */
    void send(String type, String payload) {
      sendRaw("{\"type\":\"" + type + "\",\"payload\":" + payload + "}");
    }

    void sendRaw(String message) {
      byte[] utf8 = message.getBytes(UTF_8);
      session.onMessage(utf8, 0, utf8.length);
      node.time.runDue();
    }

    void say(String text) {
      send("sdk_message", "{\"type\":\"user\",\"message\":" + quoted(text) + "}");
    }

    void prompt(String text) {
      send("prompt", "{\"message\":" + quoted(text) + "}");
    }

    void control(String action) {
      send("control", "{\"action\":\"" + action + "\"}");
    }

    void answer(String callId, String text) {
      send(
          "tool_result",
          "{\"callId\":\""
              + callId
              + "\",\"result\":{\"content\":[{\"type\":\"text\",\"text\":"
              + quoted(text)
              + "}]}}");
    }

    /** The socket is lost. */
    void lose() {
      connection.closed = "lost";
      session.onClosed();
      node.time.runDue();
    }

    /** The messages since the last call, but for those of streams. */
    List<String> take() {
      List<String> all = connection.messages();
      List<String> fresh = all.subList(taken, all.size());
      taken = all.size();
      return List.copyOf(fresh);
    }

    /** The stream that it receives. */
    RecordedStream<?> stream() {
      List<TextStream<?>> joined = connection.joined;
      return (RecordedStream<?>) joined.get(joined.size() - 1);
    }

    /** What the stream holds. */
    List<Object> entries() {
      return stream().entries;
    }

    Result result() {
      return (Result) entries().get(entries().size() - 1);
    }

    boolean ended() {
      return stream().ended();
    }
  }
}
