package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MessengerModelContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresMessengerModelTest extends MessengerModelContract {

  @RegisterExtension private final OpenStore database = OpenStore.postgres();

  @Override
  protected MessengerStore store() {
    return database.store().messenger();
  }

  @Override
  protected void reopen() {
    database.reopen();
  }
}
