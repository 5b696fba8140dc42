package dev.deltawire.dialects.messenger;

import static java.util.Objects.requireNonNull;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Secrets;
import java.util.Optional;

/**
 * What makes agents' keys: each is shown once and kept as a hash (M-09, M-51, X-56).
 *
 * <p>Needs no running dialect. Thread: any; may block.
 */
public final class KeyRing {

  /** 43 characters of base64url. */
  private static final int KEY_BYTES = 32;

  private final MessengerStore.Agents agents;
  private final String prefix;

  private KeyRing(MessengerStore.Agents agents, String prefix) {
    this.agents = requireNonNull(agents);
    this.prefix = requireNonNull(prefix);
  }

  /** Keys that begin with {@code prefix}, of the agents of a store. */
  public static KeyRing of(MessengerStore.Agents agents, String prefix) {
    return new KeyRing(agents, prefix);
  }

  /** Registers an agent; its key, or empty if the handle was ever given out. */
  public Optional<String> register(String handle) throws StoreException {
    String key = newKey();
    return agents.register(handle, SecretHash.of(key)) ? Optional.of(key) : Optional.empty();
  }

  /** One more key for an agent; empty if there is no such agent. */
  public Optional<String> add(String handle) throws StoreException {
    String key = newKey();
    return agents.addKey(handle, SecretHash.of(key)) ? Optional.of(key) : Optional.empty();
  }

  /** The only key of an agent from now on; empty if there is no such agent. */
  public Optional<String> rotate(String handle) throws StoreException {
    String key = newKey();
    return agents.rotate(handle, SecretHash.of(key)) ? Optional.of(key) : Optional.empty();
  }

  private String newKey() {
    return prefix + Secrets.random(KEY_BYTES);
  }
}
