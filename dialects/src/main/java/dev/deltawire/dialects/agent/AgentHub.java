package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;

/**
 * The embedder's way to the agent.
 *
 * <p>Thread: any but a connection's; every method may block on the store.
 */
public final class AgentHub {

  private final AgentContext context;

  AgentHub(AgentContext context) {
    this.context = context;
  }

  /**
   * Begins a prompt without a session and without a client that could run tools.
   *
   * @throws Refusal if the principal may not or the prompt can't be run; nothing has begun
   * @throws StoreException if that can't be told; nothing has begun
   */
  public PromptFeed prompt(AgentPrincipal principal, Prompt prompt) throws Refusal, StoreException {
    Plan plan = context.planner().planWithoutClient(prompt.options(), principal);
    return PromptFeed.begin(context, principal, prompt, plan);
  }
}
