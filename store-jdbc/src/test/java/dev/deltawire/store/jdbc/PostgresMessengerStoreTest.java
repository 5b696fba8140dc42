package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MessengerStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresMessengerStoreTest extends MessengerStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.postgres();

  @Override
  protected MessengerStore store() {
    return database.store().messenger();
  }
}
