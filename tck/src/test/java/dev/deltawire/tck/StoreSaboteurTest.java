package dev.deltawire.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.messenger.Agent;
import dev.deltawire.dialects.messenger.MemoryMessengerStore;
import dev.deltawire.dialects.messenger.MessengerStore;
import dev.deltawire.tck.store.MessengerStoreContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores that change who takes part in a conversation are found out, each by that rule. */
final class StoreSaboteurTest {

  private static final String RULE = "m36_whoTakesPartInAConversationNeverChanges";

  private static final ThreadLocal<Forgetting> FORGETTING = new ThreadLocal<>();

  /** Whom a store leaves out. */
  enum Forgetting {
    NOBODY,
    DELETED_AGENTS,
    SUSPENDED_AGENTS,
    MEMBERS_OF_ENDED_GROUPS
  }

  @ParameterizedTest
  @EnumSource
  void whoForgetsParticipantsIsFoundOut(Forgetting forgetting) throws Exception {
    FORGETTING.set(forgetting);
    Method rule = MessengerStoreContract.class.getDeclaredMethod(RULE);
    long failures = SaboteurTest.run(SabotagedStore.class, rule).getTotalFailureCount();
    assertEquals(forgetting == Forgetting.NOBODY ? 0 : 1, failures);
  }

  /** Run by the test above only. */
  static final class SabotagedStore extends MessengerStoreContract {
    private final MessengerStore store = MemoryMessengerStore.create();

    /** The only group that the rule ends. */
    private String ended = "";

    @Override
    protected MessengerStore store() {
      MessengerStore.Conversations honest = store.conversations();
      MessengerStore.Conversations saboteur =
          proxy(
              MessengerStore.Conversations.class,
              (method, arguments) -> {
                Object result = call(method, honest, arguments);
                if (method.getName().equals("deleteGroup")) {
                  ended = (String) arguments[0];
                }
                return method.getName().equals("participants")
                    ? remembered((String) arguments[0], (List<?>) result)
                    : result;
              });
      return proxy(
          MessengerStore.class,
          (method, arguments) ->
              method.getName().equals("conversations") ? saboteur : call(method, store, arguments));
    }

    private List<?> remembered(String conversation, List<?> participants) throws StoreException {
      if (FORGETTING.get() == Forgetting.MEMBERS_OF_ENDED_GROUPS) {
        return conversation.equals(ended) ? List.of() : participants;
      }
      List<Object> left = new ArrayList<>();
      for (Object handle : participants) {
        if (isRemembered((String) handle)) {
          left.add(handle);
        }
      }
      return left;
    }

    private boolean isRemembered(String handle) throws StoreException {
      return switch (FORGETTING.get()) {
        case DELETED_AGENTS -> store.agents().find(handle).isPresent();
        case SUSPENDED_AGENTS -> !store.agents().find(handle).map(Agent::suspended).orElse(false);
        default -> true;
      };
    }
  }

  @FunctionalInterface
  private interface Call {
    Object to(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> calls.to(method, arguments)));
  }

  private static Object call(Method method, Object target, Object[] arguments) throws Exception {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
