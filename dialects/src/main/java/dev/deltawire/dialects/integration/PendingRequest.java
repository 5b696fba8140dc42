package dev.deltawire.dialects.integration;

import dev.deltawire.model.integration.AccessScope;
import java.time.Instant;
import java.util.List;

/**
 * A request that waits for the user (I-40).
 *
 * @param clientId who the program says it is; not verified
 * @param displayName what it calls itself; not verified
 * @param nonce what a decision by the browser has to name (I-41); not to be logged
 */
public record PendingRequest(
    String requestId,
    String clientId,
    String displayName,
    List<AccessScope> requestedScopes,
    Instant createdAt,
    Instant expiresAt,
    String nonce) {

  public PendingRequest {
    requestedScopes = List.copyOf(requestedScopes);
  }

  @Override
  public String toString() {
    return "PendingRequest[requestId=" + requestId + ", clientId=" + clientId + "]";
  }
}
