package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.server.spi.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is found out about the key that somebody has shown (M-02, M-04, M-13). */
sealed interface Credential {

  /** It opens. */
  record Good(String handle, SecretHash key) implements Credential {}

  /** It closes the socket. */
  record Bad(int closeCode, String reason) implements Credential {}

  /** What a key is worth, by its hash. Thread: the executor's; blocks. */
  static Credential of(SecretHash hash, MessengerStore.Agents agents) throws StoreException {
    Optional<Agent> agent = agents.findByKey(hash);
    if (agent.isEmpty()) {
      return new Bad(Closing.POLICY_VIOLATION, Closing.INVALID_TOKEN);
    }
    return agent.get().suspended()
        ? new Bad(Closing.POLICY_VIOLATION, Closing.SUSPENDED)
        : new Good(agent.get().handle(), hash);
  }

  /** The key of an upgrade's header; headers of other schemes count as absent (M-03). */
  static Optional<String> bearer(HttpRequest upgrade) {
    List<String> keys =
        upgrade.header("authorization").stream()
            .map(String::strip)
            .filter(value -> value.toLowerCase(Locale.ROOT).matches("bearer(\\s.*)?"))
            .map(value -> value.substring("bearer".length()).strip())
            .toList();
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(keys.size() == 1 ? keys.get(0) : ""); // of two, neither is to be trusted
  }
}
