package dev.deltawire.store.jdbc;

import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MailboxContract;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresMailboxTest extends MailboxContract {

  @RegisterExtension private final OpenStore database = OpenStore.postgres();

  @Override
  protected MessengerStore store() {
    return database.store().messenger();
  }
}
