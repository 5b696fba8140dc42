package dev.deltawire.dialects.integration;

import dev.deltawire.dialects.StoreException;
import java.util.Optional;

/**
 * What remembers the channel's key, or rather the secret that follows its prefix (I-39).
 *
 * <p>It belongs to one node. Thread: any, one call at a time; may block.
 */
public interface IntegrationStore {

  /** The secret; empty if none has ever been kept. */
  Optional<String> secret() throws StoreException;

  /**
   * Keeps a secret in place of the former one.
   *
   * <p>When this returns the new one survives a restart; a throw has changed nothing.
   */
  void keepSecret(String secret) throws StoreException;
}
