package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.agent.AgentClientFrame.Prompt;
import java.util.concurrent.Semaphore;

/**
 * The embedder's way to the agent.
 *
 * <p>Thread: any but a connection's; every method may block on the store.
 */
public final class AgentHub {

  /**
   * Most prompts at once, of all principals together: each holds a thread of whoever reads it, of
   * which others want some, too.
   */
  static final int MAX_PROMPTS = 32;

  private final AgentContext context;
  private final Semaphore places = new Semaphore(MAX_PROMPTS);

  AgentHub(AgentContext context) {
    this.context = context;
  }

  /**
   * Refuses a principal for whose prompt there would be no place now, so that nobody has to read it
   * . It takes none.
   */
  public void requirePlace(AgentPrincipal principal) throws Refusal {
    if (places.availablePermits() == 0) {
      throw Refusal.tooMany(MAX_PROMPTS);
    }
    context.gate().requirePlace(principal.identity());
  }

  /**
   * Begins a prompt without a session and without a client that could run tools.
   *
   * @throws Refusal if the principal may not or the prompt can't be run; nothing has begun
   * @throws StoreException if that can't be told; nothing has begun
   */
  public PromptFeed prompt(AgentPrincipal principal, Prompt prompt) throws Refusal, StoreException {
    Plan plan = context.planner().planWithoutClient(prompt.options(), principal);
    if (!places.tryAcquire()) {
      throw Refusal.tooMany(MAX_PROMPTS);
    }
    try (Taken place = Taken.of(places::release)) {
      PromptFeed feed = PromptFeed.begin(context, principal, prompt, plan, places::release);
      place.keep();
      return feed;
    }
  }
}
