package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** What lets some methods of a store, or of its parts, fail. */
public final class StoreFailures {

  /** The names of the methods that refuse to work, of one part only if its name and a dot lead. */
  public final Set<String> failing = new HashSet<>();

  /** The names of the methods that have a defect. */
  public final Set<String> defective = new HashSet<>();

  /** The names of the methods that can't even be linked. */
  public final Set<String> unlinked = new HashSet<>();

  /** A part that asks before each call. */
  public <T> T guard(Class<T> type, T part) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              check(method.getName());
              check(type.getSimpleName() + "." + method.getName());
              try {
                return method.invoke(part, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Throws if the method is one of those. */
  public void check(String method) throws StoreException {
    if (failing.contains(method)) {
      throw StoreException.of("disk full", null);
    }
    if (defective.contains(method)) {
      throw new IllegalStateException("a defect");
    }
    if (unlinked.contains(method)) {
      throw new NoClassDefFoundError("a driver");
    }
  }
}
