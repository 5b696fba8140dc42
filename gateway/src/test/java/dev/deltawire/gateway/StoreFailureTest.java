package dev.deltawire.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.chat.ChatDialect;
import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.ChatTokens;
import dev.deltawire.dialects.chat.MemoryChatStore;
import dev.deltawire.dialects.messenger.MemoryMessengerStore;
import dev.deltawire.dialects.messenger.MessengerDialect;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.server.DeltawireServer;
import dev.deltawire.server.spi.Dialect;
import dev.deltawire.tck.RawPeer;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/** What peers hear when the store fails. */
final class StoreFailureTest {

  private static final ChatTokens NO_TOKENS =
      new ChatTokens() {
        @Override
        public Optional<String> username(String token) {
          return Optional.empty();
        }

        @Override
        public String issue(String username, Duration ttl) {
          throw new UnsupportedOperationException();
        }
      };

  private volatile boolean broken;

  /** A store, and the parts that it gives out, which fail while {@link #broken}. */
  private <S> S breakable(Class<S> type, Object store) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getReturnType().getName().startsWith(type.getName() + "$")) {
            return breakable(method.getReturnType(), method.invoke(store));
          }
          if (broken) {
            throw StoreException.of("the disk of /secret/path is full", null);
          }
          try {
            return method.invoke(store, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static DeltawireServer server(String transport, Dialect dialect) {
    return DeltawireServer.builder()
        .transport(transport)
        .dialect(dialect)
        .errorHandler((where, error) -> {})
        .build();
  }

  @OnEveryTransport
  void c58_x43_aCallIsAnsweredInternalAndTheSocketGoesOn(String transport) throws IOException {
    ChatStore store = breakable(ChatStore.class, MemoryChatStore.create());
    ChatDialect dialect =
        ChatDialect.builder().devMode(true).tokens(NO_TOKENS).store(store).build();
    try (DeltawireServer server = server(transport, dialect);
        RawPeer peer = RawPeer.open(server.start(), "/api/ws?token=dev:ops")) {
      assertTrue(peer.text().contains("events.hello"));
      broken = true;
      peer.sendText("{\"method\":\"conversations.list\"}");
      String answer = peer.text();
      assertTrue(answer.startsWith("{\"ok\":false,\"error\":{\"code\":\"internal\""), answer);
      assertTrue(!answer.contains("secret"), answer);
      broken = false;
      peer.sendText("{\"method\":\"conversations.list\"}");
      assertEquals("{\"ok\":true,\"result\":{\"items\":[]}}", peer.text());
    }
  }

  @OnEveryTransport
  void m55_x70_aNewSocketIsClosedWith1011(String transport) throws IOException, StoreException {
    String key = "dw_live_" + "k".repeat(43);
    MessengerStore memory = MemoryMessengerStore.create();
    memory.agents().register("ann", SecretHash.of(key));
    MessengerStore store = breakable(MessengerStore.class, memory);
    broken = true;
    try (DeltawireServer server =
            server(transport, MessengerDialect.builder().store(store).build());
        RawPeer peer = RawPeer.open(server.start(), "/v1/ws", "Authorization: Bearer " + key)) {
      assertEquals("1011 internal error", Speaker.close(peer.frame()));
    }
  }
}
