package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.StoreFailures;
import java.util.Set;

/** A store in memory, some of whose methods fail. */
final class FailingStore implements HomeStore {

  private final MemoryHomeStore memory = MemoryHomeStore.create();
  private final StoreFailures failures = new StoreFailures();

  /** The names of the methods that refuse to work. */
  final Set<String> failing = failures.failing;

  /** The names of the methods that have a defect. */
  final Set<String> defective = failures.defective;

  /** The names of the methods that throw an Error. */
  final Set<String> unlinked = failures.unlinked;

  @Override
  public Devices devices() {
    return failures.guard(Devices.class, memory.devices());
  }

  @Override
  public Pairings pairings() {
    return failures.guard(Pairings.class, memory.pairings());
  }

  @Override
  public Conversations conversations() {
    return failures.guard(Conversations.class, memory.conversations());
  }

  @Override
  public Notifications notifications() {
    return failures.guard(Notifications.class, memory.notifications());
  }

  @Override
  public Widgets widgets() {
    return failures.guard(Widgets.class, memory.widgets());
  }

  @Override
  public boolean killSwitch() throws StoreException {
    failures.check("killSwitch");
    return memory.killSwitch();
  }

  @Override
  public void killSwitch(boolean active) {
    memory.killSwitch(active);
  }
}
