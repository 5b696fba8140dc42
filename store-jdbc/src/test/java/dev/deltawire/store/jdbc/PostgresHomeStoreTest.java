package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.tck.store.HomeStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresHomeStoreTest extends HomeStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.postgres();

  @Override
  protected HomeStore store() {
    return database.store().home();
  }
}
