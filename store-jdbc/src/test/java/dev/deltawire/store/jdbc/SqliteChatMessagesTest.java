package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.tck.store.ChatMessagesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SqliteChatMessagesTest extends ChatMessagesContract {

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
