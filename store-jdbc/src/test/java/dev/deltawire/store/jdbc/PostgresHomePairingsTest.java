package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.tck.store.HomePairingsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresHomePairingsTest extends HomePairingsContract {

  @RegisterExtension private final OpenStore database = OpenStore.postgres();

  @Override
  protected HomeStore store() {
    return database.store().home();
  }
}
