package dev.deltawire.tck.store;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.MemoryHomeStore;

final class MemoryHomeStoreContractTest extends HomeStoreContract {

  private final HomeStore store = MemoryHomeStore.create();

  @Override
  protected HomeStore store() {
    return store;
  }
}
