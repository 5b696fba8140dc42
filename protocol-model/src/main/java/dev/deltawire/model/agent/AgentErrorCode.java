package dev.deltawire.model.agent;

import dev.deltawire.model.WireName;

/** The codes of {@code error} frames and of REST errors (PROTOCOLS 3.4, A-59). */
public enum AgentErrorCode implements WireName {
  /** A bad token. */
  AUTHENTICATION_ERROR,
  /** A malformed frame or field. */
  VALIDATION_ERROR,
  /** A request that the session's state does not allow. */
  SESSION_ERROR,
  /** A budget that is spent. */
  BUDGET_EXCEEDED,
  /** Too many sessions and prompts at once. */
  CONCURRENCY_LIMIT,
  /** Too many turns within a minute. */
  RATE_LIMIT;

  @Override
  public String wireName() {
    return name();
  }
}
