package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentInbound;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.agent.AgentClientFrame.Init;
import dev.deltawire.model.agent.AgentOptions;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.model.agent.AgentServerFrame.Ready;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.SessionInfo;
import dev.deltawire.model.agent.SessionState;
import dev.deltawire.model.agent.TurnOutcome;
import dev.deltawire.server.TextStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A session in use on this node: its one socket, if any, and its one turn, if one runs.
 *
 * <p>Thread: the executor's, one at a time by its own lock; may block on the store.
 */
final class LiveSession {

  /** A turn that runs here. */
  private record Running(
      AgentTurn turn, TextStream<AgentServerFrame> stream, TurnCheckpoint checkpoint) {}

  /** A turn that has ended. */
  private record Recalled(int turn, TextStream<AgentServerFrame> stream) {}

  private final UUID id;
  private final Sessions sessions;
  private final AgentContext context;
  private final TurnStreams streams;
  private StoredSession stored;
  private Plan plan;
  private AgentSocket socket;
  private volatile Running running;
  private Future<?> detachTimer;

  LiveSession(UUID id, Sessions sessions, AgentContext context) {
    this.id = id;
    this.sessions = sessions;
    this.context = context;
    this.streams = new TurnStreams(context.node().streams(), context.streams(), context.store());
  }

  UUID id() {
    return id;
  }

  /** Whether nobody needs it: what it knows is in the store. */
  synchronized boolean isIdle() {
    return socket == null && running == null;
  }

  /** Attaches the first socket of a session that is new in the store. */
  synchronized void open(AgentSocket first, StoredSession fresh, Plan as) {
    stored = fresh;
    plan = as;
    socket = first;
    greet();
  }

  /**
   * Attaches a socket to the session that the store knows. What it has missed
   * is made ready before others have to wait for it.
   */
  void attach(AgentSocket newcomer, Init init) throws Refusal, StoreException {
    StoredSession found = find(newcomer.identity());
    context.planner().plan(options(found, init), newcomer.principal()); // or it is refused
    attach(newcomer, init, found, recall(found, init.resumeOffset()));
  }

  private StoredSession find(AgentIdentity identity) throws Refusal, StoreException {
    StoredSession known = known();
    if (known == null) {
      return sessions.known(id, identity);
    }
    sessions.requireOwner(known, identity);
    return known;
  }

  private synchronized StoredSession known() {
    return stored;
  }

  /** The ended turn that the newcomer has missed, which may have to be read from the store. */
  private Optional<Recalled> recall(StoredSession known, Long offset) throws StoreException {
    Optional<StoredTurn> missed = missed(known, offset);
    return missed.isEmpty() || isRunning()
        ? Optional.empty()
        : Optional.of(recalled(known, missed.get()));
  }

  private Recalled recalled(StoredSession known, StoredTurn turn) throws StoreException {
    return new Recalled(turn.number(), streams.ofEnded(known, turn));
  }

  private synchronized void attach(
      AgentSocket newcomer, Init init, StoredSession found, Optional<Recalled> recalled)
      throws Refusal, StoreException {
    StoredSession known = stored == null ? found : stored;
    sessions.requireOwner(known, newcomer.identity());
    AgentOptions options = options(known, init);
    Plan newPlan = context.planner().plan(options, newcomer.principal());
    Optional<Replay> replay = replay(known, init.resumeOffset(), recalled);
    context.gate().enter(known.owner(), id);
    try (Taken place = Taken.of(() -> leaveIfIdle(known.owner()))) {
      context.store().attach(id, options, context.now());
      place.keep();
    }
    takeOver();
    stored = known.attached(options, context.now()).withoutMessage();
    plan = newPlan;
    socket = newcomer;
    greet();
    replay.ifPresent(what -> what.to(newcomer.peer().connection()));
  }

  private static AgentOptions options(StoredSession known, Init init) {
    return known.options().overriddenBy(init.options());
  }

  /** Takes a message of the user and begins its turn. */
  synchronized void message(AgentSocket from, String text) throws Refusal, StoreException {
    requireAttached(from);
    if (running != null) {
      throw Refusal.session("turn in progress");
    }
    if (stored.turns() >= plan.maxTurns()) {
      throw Refusal.session("maxTurns reached");
    }
    if (stored.spending().usd() >= plan.maxBudgetUsd()) {
      throw Refusal.spent("session", plan.maxBudgetUsd(), stored.spending().usd());
    }
    Account account = context.gate().admitTurn(from.principal());
    StoredTurn turn = StoredTurn.begun(stored.turns() + 1, text, context.now(), account);
    context.store().begin(id, turn); // stored before its first frame
    stored = stored.begun(turn).withoutMessage();
    begin(turn);
  }

  /** Answers a tool call; false when there is no open one of that id. */
  synchronized boolean answer(AgentInbound.Answer answer) {
    return running != null && running.turn().ledger().answer(answer);
  }

  /** Ends the running turn; without one it does nothing. */
  synchronized void interrupt() {
    if (running != null) {
      running.turn().interrupt();
    }
  }

  boolean isRunning() {
    return running != null;
  }

  /** The socket has gone; a turn goes on for a while without. */
  synchronized void detach(AgentSocket gone) {
    if (socket != gone) {
      return;
    }
    socket = null;
    if (running == null) {
      context.gate().leave(stored.owner(), id);
    } else {
      detachTimer =
          context
              .node()
              .scheduler()
              .schedule(
                  () -> context.node().executor().execute(this::interruptIfDetached),
                  context.timeouts().detach().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  /** Lets go of the engine, because the server has ended. */
  synchronized void abandon() {
    if (running != null) {
      running.turn().abandon();
    }
  }

  private synchronized void interruptIfDetached() {
    if (socket == null) {
      interrupt();
    }
  }

  private void begin(StoredTurn turn) {
    TextStream<AgentServerFrame> stream = streams.open(id, turn.number());
    TurnOutput output = TurnOutput.ToStream.joined(stream, socket.peer().connection());
    TurnLog log = new TurnLog(output, context.streams().maxBytes());
    AgentTurn.Owner owner = new TurnOwner(turn.message(), plan);
    AgentTurn agentTurn = new AgentTurn(context, turn.message(), plan.tools(), log, owner);
    running = new Running(agentTurn, stream, TurnCheckpoint.start(context, id, turn.number(), log));
    agentTurn.start();
  }

  private synchronized void ended(AgentTurn turn, TurnEnd end) {
    Result result = store(turn.log(), end);
    running = null;
    turn.log().end(result);
    if (socket != null) {
      socket.closeIfEnding();
    } else {
      cancelDetachTimer();
      context.gate().leave(stored.owner(), id);
    }
  }

  /** The result of a turn that is stored, or can't be. */
  private Result store(TurnLog log, TurnEnd end) {
    boolean missed = socket == null;
    String text = "";
    try {
      Instant now = context.now();
      List<TurnEntry> rest = running.checkpoint().stop();
      text = log.text();
      if (context.store().finish(id, stored.turns(), rest, text, end, missed, now)) {
        stored = stored.ended(end, missed, now);
        return TurnStreams.result(id, stored.lastTurn().orElseThrow(), text);
      }
    } catch (StoreException | RuntimeException | Error e) {
      sessions.report(e);
    }
    return unstored(text, end);
  }

  /** a result that can't be stored is not told as one. */
  private Result unstored(String text, TurnEnd end) {
    StoredTurn failed =
        stored
            .lastTurn()
            .orElseThrow()
            .ended(
                new TurnEnd(
                    TurnOutcome.ERROR,
                    Optional.of(Refusal.INTERNAL_ERROR),
                    end.usage(),
                    end.spending()),
                false);
    return TurnStreams.result(id, failed, text);
  }

  /** What the newcomer has missed; an offset that is none refuses it. */
  private Optional<Replay> replay(StoredSession known, Long offset, Optional<Recalled> recalled)
      throws Refusal, StoreException {
    if (running != null) {
      return Optional.of(Replay.of(running.stream(), Optional.of(running.turn().ledger()), offset));
    }
    if (known.lastTurn().filter(turn -> turn.end().isPresent()).isEmpty()) {
      Replay.requireStart(offset);
    }
    Optional<StoredTurn> missed = missed(known, offset);
    if (missed.isEmpty()) {
      return Optional.empty();
    }
    StoredTurn turn = missed.get();
    boolean isReady = recalled.filter(ready -> ready.turn() == turn.number()).isPresent();
    Recalled last = isReady ? recalled.get() : recalled(known, turn); // another one has ended
    return Optional.of(Replay.of(last.stream(), Optional.empty(), offset));
  }

  /** The ended turn that somebody with that offset has missed. */
  private static Optional<StoredTurn> missed(StoredSession known, Long offset) {
    return known
        .lastTurn()
        .filter(turn -> turn.end().isPresent() && (offset != null || turn.missed()));
  }

  private void leaveIfIdle(AgentIdentity identity) {
    if (isIdle()) {
      context.gate().leave(identity, id);
    }
  }

  private void takeOver() {
    cancelDetachTimer();
    if (socket != null) {
      socket.displaced();
    }
  }

  private void cancelDetachTimer() {
    if (detachTimer != null) {
      detachTimer.cancel(false);
      detachTimer = null;
    }
  }

  /** */
  private void greet() {
    socket
        .peer()
        .send(
            new SessionInfo(
                id,
                state(),
                (long) stored.turns() + stored.endedTurns(),
                stored.createdAt(),
                stored.lastActivityAt(),
                plan.model(),
                plan.declared()));
    socket.peer().send(new Ready());
  }

  private SessionState state() {
    if (running == null) {
      return SessionState.READY;
    }
    return running.turn().ledger().waits() ? SessionState.WAITING_TOOL : SessionState.PROCESSING;
  }

  private void requireAttached(AgentSocket from) throws Refusal {
    if (socket != from) {
      throw Refusal.session(AgentSocket.DISPLACED);
    }
  }

  /** What a turn of this session has behind it. */
  private final class TurnOwner implements AgentTurn.Owner {

    private final String message;
    private final Plan asBegun;

    TurnOwner(String message, Plan asBegun) {
      this.message = message;
      this.asBegun = asBegun;
    }

    @Override
    public Prompt prompt() throws StoreException {
      return new Prompt(context.store().history(id), message, asBegun.directions(null));
    }

    @Override
    public void ended(AgentTurn turn, TurnEnd end) {
      sessions.with(LiveSession.this, () -> LiveSession.this.ended(turn, end));
    }
  }
}
