package dev.deltawire.dialects.home;

import dev.deltawire.dialects.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** A store in memory, some of whose methods refuse to work. */
final class FailingStore implements HomeStore {

  private final MemoryHomeStore memory = MemoryHomeStore.create();

  /** The names of the methods that throw. */
  final Set<String> failing = new HashSet<>();

  /** The names of the methods that have a defect. */
  final Set<String> defective = new HashSet<>();

  @Override
  public Devices devices() {
    return guarded(Devices.class, memory.devices());
  }

  @Override
  public Pairings pairings() {
    return guarded(Pairings.class, memory.pairings());
  }

  @Override
  public Conversations conversations() {
    return guarded(Conversations.class, memory.conversations());
  }

  @Override
  public Notifications notifications() {
    return guarded(Notifications.class, memory.notifications());
  }

  @Override
  public Widgets widgets() {
    return guarded(Widgets.class, memory.widgets());
  }

  @Override
  public boolean killSwitch() throws StoreException {
    check("killSwitch");
    return memory.killSwitch();
  }

  @Override
  public void killSwitch(boolean active) {
    memory.killSwitch(active);
  }

  private <T> T guarded(Class<T> type, T store) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              check(method.getName());
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void check(String method) throws StoreException {
    if (failing.contains(method)) {
      throw StoreException.of("disk full", null);
    }
    if (defective.contains(method)) {
      throw new IllegalStateException("a defect");
    }
  }
}
