package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Fanout;
import dev.deltawire.model.messenger.ErrorCode;
import dev.deltawire.model.messenger.MessengerLimits;
import java.util.Optional;

/** The operator's side of agents (M-13, M-51). Thread: any but a loop's; may block. */
public final class AgentRegister {

  private final MessengerStore.Agents agents;
  private final KeyRing keys;
  private final Fanout<MailboxEvent> fanout;

  AgentRegister(MessengerStore.Agents agents, KeyRing keys, Fanout<MailboxEvent> fanout) {
    this.agents = agents;
    this.keys = keys;
    this.fanout = fanout;
  }

  /** Whom a key speaks for, suspended or not. */
  public Optional<Agent> authenticate(String key) throws StoreException {
    return agents.findByKey(SecretHash.of(key));
  }

  /** Adds an agent; its key, which is shown nowhere else. */
  public String register(String handle) throws Refusal, StoreException {
    if (!MessengerLimits.isHandle(handle)) {
      throw Refusal.ofField("handle", "not a handle");
    }
    return keys.register(handle)
        .orElseThrow(() -> Refusal.of(ErrorCode.ALREADY_EXISTS, "the handle is taken"));
  }

  /** Voids an agent's keys and gives it a new one; its sockets close. */
  public String rotate(String handle) throws Refusal, StoreException {
    String key = keys.rotate(handle).orElseThrow(Refusal::agentNotFound);
    end(handle, Closing.ROTATED, SecretHash.of(key).hex());
    return key;
  }

  /** Suspends an agent, whose sockets close, or lets it act again. */
  public void suspend(String handle, boolean suspended) throws Refusal, StoreException {
    require(agents.suspend(handle, suspended));
    if (suspended) {
      end(handle, Closing.SUSPENDED, "");
    }
  }

  /** Deletes an agent; its sockets close. */
  public void delete(String handle) throws Refusal, StoreException {
    require(agents.delete(handle));
    end(handle, Closing.DELETED, "");
  }

  private static void require(boolean known) throws Refusal {
    if (!known) {
      throw Refusal.agentNotFound();
    }
  }

  private void end(String handle, String reason, String exceptKey) {
    fanout.publish(MailboxEvent.topic(handle), MailboxEvent.Codec.ended(reason, exceptKey));
  }
}
