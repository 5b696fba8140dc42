package dev.deltawire.dialects.messenger;

import dev.deltawire.dialects.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that can be made to refuse everything but the agents. */
final class FailingMessengerStore implements MessengerStore {

  private final MessengerStore store = MemoryMessengerStore.create();
  boolean failing;

  /** What each call ends in; null if nothing is wrong. */
  Error error;

  @Override
  public Agents agents() {
    return store.agents();
  }

  @Override
  public Conversations conversations() {
    return failing(Conversations.class, store.conversations());
  }

  @Override
  public Messages messages() {
    return failing(Messages.class, store.messages());
  }

  @Override
  public Mailboxes mailboxes() {
    return failing(Mailboxes.class, store.mailboxes());
  }

  private <T> T failing(Class<T> part, T whole) {
    return part.cast(
        Proxy.newProxyInstance(
            part.getClassLoader(),
            new Class<?>[] {part},
            (proxy, method, args) -> {
              if (error != null) {
                throw error;
              }
              if (failing) {
                throw StoreException.of("refused", null);
              }
              try {
                return method.invoke(whole, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
