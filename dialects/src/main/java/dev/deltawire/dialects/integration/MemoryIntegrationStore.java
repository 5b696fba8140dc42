package dev.deltawire.dialects.integration;

import java.util.Optional;

/** A store whose memory ends with the process. */
public final class MemoryIntegrationStore implements IntegrationStore {

  private volatile String secret;

  private MemoryIntegrationStore() {}

  /** An empty store. */
  public static MemoryIntegrationStore create() {
    return new MemoryIntegrationStore();
  }

  @Override
  public Optional<String> secret() {
    return Optional.ofNullable(secret);
  }

  @Override
  public void keepSecret(String newSecret) {
    secret = newSecret;
  }
}
