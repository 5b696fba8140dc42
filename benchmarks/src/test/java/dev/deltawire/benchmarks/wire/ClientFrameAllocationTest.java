package dev.deltawire.benchmarks.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.agent.AgentDialect;
import dev.deltawire.dialects.agent.AgentPrincipal;
import dev.deltawire.dialects.chat.ChatDialect;
import dev.deltawire.dialects.chat.ChatTokens;
import dev.deltawire.dialects.home.DeviceType;
import dev.deltawire.dialects.home.HomeDialect;
import dev.deltawire.dialects.home.HomePrincipal;
import dev.deltawire.dialects.home.MemoryHomeStore;
import dev.deltawire.dialects.home.Notice;
import dev.deltawire.dialects.home.Notification;
import dev.deltawire.dialects.messenger.Draft;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.Target.ToAgent;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.NotificationLevel;
import dev.deltawire.model.home.NotificationStatus;
import dev.deltawire.model.messenger.MessageType;
import dev.deltawire.server.DeltawireServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gate of what a server allocates when a client's frame comes: whole servers, real sockets, and
 * all threads of the process but the client's.
 *
 * <p>The build runs this class once more with {@code -Xint}, where no escape analysis hides
 * anything.
 */
final class ClientFrameAllocationTest {

  private static final String BEARER = "Authorization: Bearer ";
  private static final int UUID_BYTES = 32;

  /** Seen were 189, with those of the typing; -Xint may make some more. */
  private static final int READ_BYTES = 400;

  private static final String TYPING =
      "{\"type\":\"typing.start\",\"payload\":{\"conversation_id\":\"%s\"}}";
  private static final String READ_ACK =
      "{\"type\":\"message.read_ack\",\"payload\":{\"conversation_id\":\"%s\",\"through_seq\":1}}";
  private static final HomePrincipal KITCHEN =
      HomePrincipal.of("kitchen", "owner", DeviceType.TABLET);

  /**
   * The last column is the most bytes a frame: on {@code javawebsocket} those of the library, which
   * queues buffers and selects into a set, and of the copy that it is read into.
   */
  @ParameterizedTest(name = "{0} {1}: {3} bytes")
  @CsvSource(
      delimiter = '|',
      value = {
        "jdk|/ws?token=x|{'id':'p1','type':'ping.request','payload':{}}|0",
        "jdk|/agent?token=x|{'type':'ping','payload':{'timestamp':1704067200000}}|0",
        "jdk|/api/ws?token=dev:ann|{'method':'ping'}|0",
        "javawebsocket|/ws?token=x|{'id':'p1','type':'ping.request','payload':{}}|640",
        "javawebsocket|/agent?token=x|{'type':'ping','payload':{'timestamp':1704067200000}}|640",
        "javawebsocket|/api/ws?token=dev:ann|{'method':'ping'}|640",
      })
  void h09_a12_aPingAllocates(String transport, String target, String frame, long bytes)
      throws IOException {
    try (DeltawireServer server = server(transport, MessengerDialect.builder().build())) {
      InetSocketAddress address = server.start();
      try (WireClient client = WireClient.open(address, target)) {
        long least = leastOf(client, client, WireClient.masked(frame.replace('\'', '"')), bytes);
        assertTrue(least <= bytes, least + " bytes a frame");
      }
    }
  }

  /** What is left: the uuid that the store is asked for. The ping's answer tells that it was. */
  @Test
  void anAcknowledgedNotificationAllocatesItsUuid() throws Exception {
    UUID id = UUID.fromString("7a1e5c0d-93b4-4d0f-8f55-6c2d1e0b9a84");
    Notice notice = Notice.of("title", "body", NotificationLevel.INFO);
    MemoryHomeStore store = MemoryHomeStore.create();
    store
        .notifications()
        .add(
            List.of(
                new Notification(
                    id, KITCHEN.deviceId(), notice, Instant.now(), NotificationStatus.SENT)));
    try (DeltawireServer server =
            DeltawireServer.builder().transport("jdk").dialect(home(store)).build();
        WireClient device = WireClient.open(server.start(), "/ws?token=x")) {
      byte[] ack =
          WireClient.masked(
              "{\"type\":\"notification.ack\",\"payload\":{\"notificationId\":\"" + id + "\"}}");
      byte[] ping = WireClient.masked("{\"type\":\"ping.request\"}");
      byte[] both = ByteBuffer.allocate(ack.length + ping.length).put(ack).put(ping).array();
      long least = leastOf(device, device, both, UUID_BYTES);
      assertTrue(least <= UUID_BYTES, least + " bytes a frame");
    }
    assertEquals(
        NotificationStatus.DELIVERED, store.notifications().find(id).orElseThrow().status());
  }

  /** What is left is some 31 bytes, and some more with -Xint. */
  @ParameterizedTest(name = "{0}: {1} bytes")
  @CsvSource({"jdk, 160", "javawebsocket, 1024"})
  void m36_typingThatIsToldToAnotherAllocates(String transport, long bytes) throws Exception {
    long least = leastOfTalk(transport, bytes, TYPING);
    assertTrue(least <= bytes, least + " bytes a frame");
  }

  /** What the typing leaves, which tells that it was read, and the store's own. */
  @Test
  void m32_aRepeatedReadAckAllocates() throws Exception {
    long least = leastOfTalk("jdk", READ_BYTES, READ_ACK, TYPING);
    assertTrue(least <= READ_BYTES, least + " bytes a frame");
  }

  /** Of frames that name their conversation, the last of which is told to another agent. */
  private static long leastOfTalk(String transport, long enough, String... frames)
      throws Exception {
    MessengerDialect messenger = MessengerDialect.builder().build();
    try (DeltawireServer server = server(transport, messenger)) {
      InetSocketAddress address = server.start();
      String ann = messenger.hub().agents().register("ann");
      String bob = messenger.hub().agents().register("bob");
      RawJson text = RawJson.ofValidated("{\"text\":\"hi\"}".getBytes(UTF_8));
      Draft draft =
          new Draft("ann", new ToAgent("bob"), "c1", MessageType.TEXT, text, RawJson.EMPTY_OBJECT);
      String conversation =
          messenger.hub().postbox().send(draft).entry().message().conversationId();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (String frame : frames) {
        all.writeBytes(WireClient.masked(frame.formatted(conversation)));
      }
      try (WireClient reader = WireClient.open(address, "/v1/ws", BEARER + ann);
          WireClient typist = WireClient.open(address, "/v1/ws", BEARER + bob)) {
        reader.text(); // hello.ok
        typist.text();
        typist.text(); // the message
        return leastOf(typist, reader, all.toByteArray(), enough);
      }
    }
  }

  /** What is left is the place in one outbox: two receivers may have the frame at a time. */
  @ParameterizedTest(name = "{0}: {1} bytes")
  @CsvSource({"jdk, 96", "javawebsocket, 2048"})
  void c39_typingThatIsToldToBothAllocates(String transport, long bytes) throws IOException {
    try (DeltawireServer server = server(transport, MessengerDialect.builder().build())) {
      InetSocketAddress address = server.start();
      try (WireClient bob = WireClient.open(address, "/api/ws?token=dev:bob");
          WireClient ann = WireClient.open(address, "/api/ws?token=dev:ann")) {
        bob.text(); // hello
        ann.text();
        String create = "{\"method\":\"conversations.create\",\"params\":{\"user_ids\":[\"bob\"]}}";
        ann.say(WireClient.masked(create));
        Matcher id =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").matcher(ann.text());
        assertTrue(id.find(), "a conversation");
        byte[] frame =
            WireClient.masked(
                "{\"method\":\"typing.set\",\"params\":{\"conversation_id\":\""
                    + id.group()
                    + "\",\"is_typing\":true}}");
        long least =
            ServerAllocation.leastOf(
                () -> {
                  ann.say(frame);
                  ann.text(); // the reply
                  ann.text();
                  bob.text();
                },
                bytes);
        assertTrue(least <= bytes, least + " bytes a frame");
      }
    }
  }

  private static long leastOf(WireClient client, WireClient reader, byte[] frame, long enough)
      throws IOException {
    return ServerAllocation.leastOf(
        () -> {
          client.say(frame);
          reader.text();
        },
        enough);
  }

  private static DeltawireServer server(String transport, MessengerDialect messenger) {
    return DeltawireServer.builder()
        .transport(transport)
        .dialect(messenger)
        .dialect(home(MemoryHomeStore.create()))
        .dialect(
            AgentDialect.builder()
                .authenticator(token -> Optional.of(AgentPrincipal.of(token)))
                .build())
        .dialect(ChatDialect.builder().tokens(new NoTokens()).devMode(true).build())
        .build();
  }

  private static HomeDialect home(MemoryHomeStore store) {
    return HomeDialect.builder().store(store).authenticator(token -> Optional.of(KITCHEN)).build();
  }

  private static final class NoTokens implements ChatTokens {
    @Override
    public Optional<String> username(String token) {
      return Optional.empty();
    }

    @Override
    public String issue(String username, Duration ttl) {
      throw new IllegalStateException("none are issued here");
    }
  }
}
