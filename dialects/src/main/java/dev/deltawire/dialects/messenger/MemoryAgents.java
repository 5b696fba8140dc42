package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.SecretHash;
import dev.deltawire.model.messenger.CustomMessage;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Agents in memory. */
final class MemoryAgents implements MessengerStore.Agents {

  private final MemoryMessengerState state;

  MemoryAgents(MemoryMessengerState state) {
    this.state = state;
  }

  @Override
  public boolean register(String handle, SecretHash key) {
    synchronized (state) {
      if (state.agents.containsKey(handle)) {
        return false;
      }
      state.agents.put(handle, new Agent(handle, false, CustomMessage.NONE));
      state.keys.put(key, handle);
      return true;
    }
  }

  @Override
  public Optional<Agent> find(String handle) {
    synchronized (state) {
      return state.agent(handle);
    }
  }

  @Override
  public Optional<Agent> findByKey(SecretHash key) {
    synchronized (state) {
      return Optional.ofNullable(state.keys.get(key)).flatMap(state::agent);
    }
  }

  @Override
  public boolean addKey(String handle, SecretHash key) {
    return change(
        handle,
        agent -> {
          state.keys.put(key, handle);
          return agent;
        });
  }

  @Override
  public boolean rotate(String handle, SecretHash key) {
    return change(
        handle,
        agent -> {
          state.keys.values().removeIf(handle::equals);
          state.keys.put(key, handle);
          return agent;
        });
  }

  @Override
  public boolean suspend(String handle, boolean suspended) {
    return change(handle, agent -> new Agent(handle, suspended, agent.customMessage()));
  }

  @Override
  public boolean delete(String handle) {
    return change(
        handle,
        agent -> {
          state.keys.values().removeIf(handle::equals);
          return null;
        });
  }

  @Override
  public void customMessage(String handle, CustomMessage message) {
    change(handle, agent -> new Agent(handle, agent.suspended(), message));
  }

  private boolean change(String handle, UnaryOperator<Agent> change) {
    synchronized (state) {
      Optional<Agent> agent = state.agent(handle);
      agent.ifPresent(known -> state.agents.put(handle, change.apply(known)));
      return agent.isPresent();
    }
  }
}
