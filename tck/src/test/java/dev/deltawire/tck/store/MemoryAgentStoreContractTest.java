package dev.deltawire.tck.store;

import dev.deltawire.dialects.agent.AgentStore;
import dev.deltawire.dialects.agent.MemoryAgentStore;

final class MemoryAgentStoreContractTest extends AgentStoreContract {

  private final AgentStore store = MemoryAgentStore.create();

  @Override
  protected AgentStore store() {
    return store;
  }
}
