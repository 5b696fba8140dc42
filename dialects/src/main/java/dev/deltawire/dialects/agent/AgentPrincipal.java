package dev.deltawire.dialects.agent;

import static java.util.Objects.requireNonNull;

import dev.deltawire.model.agent.AgentOptions;

/**
 * Whom a token speaks for, and what it says.
 *
 * @param sdkConfig options that override what the client says
 */
public record AgentPrincipal(
    AgentIdentity identity, Budget budget, Permissions permissions, AgentOptions sdkConfig) {

  public AgentPrincipal {
    requireNonNull(identity, "identity");
    requireNonNull(budget, "budget");
    requireNonNull(permissions, "permissions");
    requireNonNull(sdkConfig, "sdkConfig");
  }

  /** A principal that may do everything. */
  public static AgentPrincipal of(String subject) {
    return new AgentPrincipal(
        AgentIdentity.of(subject), Budget.UNLIMITED, Permissions.ALL, AgentOptions.NONE);
  }

  /** This principal with another budget. */
  public AgentPrincipal withBudget(Budget other) {
    return new AgentPrincipal(identity, other, permissions, sdkConfig);
  }

  /** This principal with other permissions. */
  public AgentPrincipal withPermissions(Permissions other) {
    return new AgentPrincipal(identity, budget, other, sdkConfig);
  }

  /** This principal with other overriding options. */
  public AgentPrincipal withSdkConfig(AgentOptions other) {
    return new AgentPrincipal(identity, budget, permissions, other);
  }
}
