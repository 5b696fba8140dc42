package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.tck.store.HomePairingsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteHomePairingsTest extends HomePairingsContract {

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Override
  protected HomeStore store() {
    return database.store().home();
  }
}
