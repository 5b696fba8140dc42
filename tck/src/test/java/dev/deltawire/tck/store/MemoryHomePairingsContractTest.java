package dev.deltawire.tck.store;

import dev.deltawire.dialects.home.HomeStore;
import dev.deltawire.dialects.home.MemoryHomeStore;

final class MemoryHomePairingsContractTest extends HomePairingsContract {

  private final HomeStore store = MemoryHomeStore.create();

  @Override
  protected HomeStore store() {
    return store;
  }
}
