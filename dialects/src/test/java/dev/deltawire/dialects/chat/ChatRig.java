package dev.deltawire.dialects.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.deltawire.dialects.EchoEngine;
import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.internal.StoreFailures;
import dev.deltawire.dialects.internal.TestConnection;
import dev.deltawire.dialects.internal.TestNode;
import dev.deltawire.server.spi.Dialect.Admission;
import dev.deltawire.server.spi.HttpRequest;
import dev.deltawire.server.spi.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A chat dialect on a node in virtual time, over a store that may fail. */
final class ChatRig {

  /** A socket. */
  record Socket(TestConnection connection, Session session) {

    /** Sends a call; {@code params} have single quotes for double ones. */
    void call(String method, String params) {
      byte[] frame =
          ("{\"method\":\"" + method + "\",\"params\":{" + params.replace('\'', '"') + "}}")
              .getBytes(UTF_8);
      session.onMessage(frame, 0, frame.length);
    }

    /** The frames since the last call of this. */
    List<String> read() {
      List<String> messages = connection.messages();
      connection.frames.clear();
      return messages;
    }
  }

  final TestNode node = new TestNode();
  final StoreFailures failures = new StoreFailures();
  final ChatStore memory = MemoryChatStore.create();
  final ChatDialect dialect;

  ChatRig() {
    this(UnaryOperator.identity());
  }

  /** One whose agents are another engine's. */
  ChatRig(UnaryOperator<Engine> change) {
    dialect =
        ChatDialect.builder()
            .tokens(new NoTokens())
            .devMode(true)
            .agents(List.of("helper"))
            .engine(change.apply(EchoEngine.create(node.scheduler())))
            .store(new Guarded())
            .build();
    dialect.start(node);
  }

  Socket open(String username) {
    HttpRequest upgrade =
        new HttpRequest(
            "GET",
            "/api/ws",
            Optional.of("token=dev:" + username),
            Map.of(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
            new byte[0]);
    Admission.Accepted accepted = (Admission.Accepted) dialect.admit(upgrade);
    TestConnection connection = new TestConnection();
    return new Socket(connection, accepted.session().apply(connection));
  }

  /** A conversation between some who are known. */
  String room(String... usernames) throws Exception {
    return memory
        .conversations()
        .add(UUID.randomUUID(), Optional.empty(), List.of(usernames), node.clock().instant())
        .id()
        .toString();
  }

  /** The parameter that names a conversation. */
  static String cid(String room) {
    return "'conversation_id':'" + room + "'";
  }

  /** The last message of a conversation of ann's. */
  UUID newest(String room) throws Exception {
    return memory.messages().history(UUID.fromString(room), "ann", 1, Optional.empty()).get(0).id();
  }

  void advance(Duration time) {
    node.time.advance(time.toMillis());
  }

  /** Knows nobody. */
  static final class NoTokens implements ChatTokens {
    @Override
    public Optional<String> username(String token) {
      return Optional.empty();
    }

    @Override
    public String issue(String username, Duration ttl) {
      return "token-of-" + username;
    }
  }

  private final class Guarded implements ChatStore {
    @Override
    public Accounts accounts() {
      return failures.guard(Accounts.class, memory.accounts());
    }

    @Override
    public Conversations conversations() {
      return failures.guard(Conversations.class, memory.conversations());
    }

    @Override
    public Messages messages() {
      return failures.guard(Messages.class, memory.messages());
    }

    @Override
    public Reactions reactions() {
      return failures.guard(Reactions.class, memory.reactions());
    }
  }
}
