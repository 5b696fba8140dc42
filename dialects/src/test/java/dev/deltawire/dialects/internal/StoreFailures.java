package dev.deltawire.dialects.internal;

import dev.deltawire.dialects.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;

/** What lets some methods of a store's parts refuse to work. */
public final class Refusals {

  /** The names of the methods that throw. */
  public final Set<String> failing = new HashSet<>();

  /** A part that asks before each call. */
  public <T> T guard(Class<T> type, T part) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (failing.contains(method.getName())) {
                throw StoreException.of("disk full", null);
              }
              try {
                return method.invoke(part, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
