package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MessengerStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteMessengerStoreTest extends MessengerStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Override
  protected MessengerStore store() {
    return database.store().messenger();
  }
}
