package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.tck.store.ChatStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteChatStoreTest extends ChatStoreContract {

  @RegisterExtension private final OpenStore database = OpenStore.sqlite();

  @Override
  protected ChatStore store() {
    return database.store().chat();
  }

  @Override
  protected ChatStore reopened() {
    database.reopen();
    return store();
  }
}
