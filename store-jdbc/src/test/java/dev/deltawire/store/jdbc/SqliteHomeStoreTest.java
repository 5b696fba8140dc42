package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.tck.store.DurableHomeStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteHomeStoreTest extends DurableHomeStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Override
  protected HomeStore store() {
    return database.store().home();
  }

  @Override
  protected void reopen() {
    database.reopen();
  }
}
