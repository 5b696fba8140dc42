package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.agent.AgentStore;
import dev.deltawire.tck.store.AgentStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteAgentStoreTest extends AgentStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Override
  protected AgentStore store() {
    return database.store().agent();
  }
}
