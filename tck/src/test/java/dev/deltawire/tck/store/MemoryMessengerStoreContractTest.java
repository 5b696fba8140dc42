package dev.deltawire.tck.store;

import dev.deltawire.dialects.messenger.MemoryMessengerStore;
import dev.deltawire.dialects.messenger.MessengerStore;

final class MemoryMessengerStoreContractTest extends MessengerStoreContract {

  private final MessengerStore store = MemoryMessengerStore.create();

  @Override
  protected MessengerStore store() {
    return store;
  }
}
