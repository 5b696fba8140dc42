package dev.deltawire.tck.store;

import dev.deltawire.dialects.chat.ChatStore;
import dev.deltawire.dialects.chat.MemoryChatStore;

final class MemoryChatStoreContractTest extends ChatStoreContract {

  private final ChatStore store = MemoryChatStore.create();

  @Override
  protected ChatStore store() {
    return store;
  }
}
