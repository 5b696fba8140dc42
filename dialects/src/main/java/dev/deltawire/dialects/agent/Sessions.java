package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions in use on this node by id. Thread: the executor's; may block on the store. */
final class Sessions {

  /** A session and how many threads are at it. */
  private static final class Held {
    final LiveSession session;
    int holders;

    Held(LiveSession session) {
      this.session = session;
    }
  }

  private final AgentContext context;
  private final Duration ttl;
  private final Map<UUID, Held> held = new ConcurrentHashMap<>();

  Sessions(AgentContext context, Duration ttl) {
    this.context = context;
    this.ttl = ttl;
  }

  /** Attaches a socket as {@code init} wants it. */
  LiveSession attach(AgentSocket socket, Init init) throws Refusal, StoreException {
    if (init.sessionId() == null) {
      return create(socket, init);
    }
    return init.forkSession() ? fork(socket, init) : resume(socket, init);
  }

  /** Does something to a session, and lets go of it if nobody needs it any longer. */
  void with(LiveSession session, Runnable action) {
    hold(session.id(), session);
    try {
      action.run();
    } finally {
      release(session.id());
    }
  }

  /**
   * A session as it is stored.
   *
   * @throws Refusal if it is unknown, expired or somebody else's
   */
  StoredSession known(UUID id, AgentIdentity identity) throws Refusal, StoreException {
    Instant oldest = context.now().minus(ttl);
    Optional<StoredSession> found =
        context.store().find(id).filter(session -> !session.lastActivityAt().isBefore(oldest));
    if (found.isEmpty()) {
      throw unknown(id);
    }
    requireOwner(found.get(), identity);
    return found.get();
  }

  void requireOwner(StoredSession session, AgentIdentity identity) throws Refusal {
    if (!session.owner().equals(identity)) {
      throw unknown(session.id());
    }
  }

  boolean isInUse(UUID id) {
    return held.containsKey(id);
  }

  /** Lets go of all engines. */
  void abandon() {
    held.values().forEach(each -> each.session.abandon());
  }

  void report(Throwable e) {
    Defects.report(context.node(), "agent session", e);
  }

  private LiveSession create(AgentSocket socket, Init init) throws Refusal, StoreException {
    Plan plan = context.planner().plan(init.options(), socket.principal());
    StoredSession fresh =
        StoredSession.fresh(context.ids().get(), socket.identity(), init.options(), context.now());
    return open(socket, fresh, plan, () -> context.store().create(fresh));
  }

  private LiveSession fork(AgentSocket socket, Init init) throws Refusal, StoreException {
    StoredSession source = known(init.sessionId(), socket.identity());
    AgentOptions options = source.options().overriddenBy(init.options());
    Plan plan = context.planner().plan(options, socket.principal());
    Replay.requireStart(init.resumeOffset());
    StoredSession copy = source.forkedAs(context.ids().get(), options, context.now());
    return open(socket, copy, plan, () -> context.store().fork(source.id(), copy));
  }

  private LiveSession open(AgentSocket socket, StoredSession fresh, Plan plan, Storing storing)
      throws Refusal, StoreException {
    AgentIdentity identity = socket.identity();
    context.gate().enter(identity, fresh.id());
    try (Taken place = Taken.of(() -> context.gate().leave(identity, fresh.id()))) {
      storing.run();
      place.keep();
    }
    LiveSession session = new LiveSession(fresh.id(), this, context);
    with(session, () -> session.open(socket, fresh, plan));
    return session;
  }

  private LiveSession resume(AgentSocket socket, Init init) throws Refusal, StoreException {
    UUID id = init.sessionId();
    LiveSession session = hold(id, new LiveSession(id, this, context));
    try {
      session.attach(socket, init);
      return session;
    } finally {
      release(id);
    }
  }

  /** The session of that id that is in use, or this one from now on. */
  private LiveSession hold(UUID id, LiveSession session) {
    return held.compute(
            id,
            (key, known) -> {
              Held now = known == null ? new Held(session) : known;
              now.holders++;
              return now;
            })
        .session;
  }

  private void release(UUID id) {
    held.computeIfPresent(
        id,
        (key, now) -> {
          now.holders--;
          return now.holders == 0 && now.session.isIdle() ? null : now;
        });
  }

  private static Refusal unknown(UUID id) {
    return Refusal.session("unknown session: " + id);
  }

  /** What has to be durable before a session is told of. */
  @FunctionalInterface
  private interface Storing {
    void run() throws StoreException;
  }
}
