package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.Usage;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.EngineRun;
import dev.deltawire.dialects.internal.LongHistories;
import dev.deltawire.model.agent.TurnOutcome;
import dev.deltawire.server.AppendResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One message to the engine and its reply, in a session or without one. */
final class AgentTurn implements Reply {

  /** Where a turn belongs. Thread: the executor's; may block. */
  interface Owner {

    /** What the engine is to reply to. */
    Prompt prompt() throws StoreException;

    /** Stores the end, and then tells it to whoever receives the turn. */
    void ended(AgentTurn turn, TurnEnd end);
  }

  /** */
  static final String TOO_LONG = "reply too long";

  private static final String WHERE = "agent turn";

  private record Verdict(TurnOutcome outcome, Optional<String> error) {}

  private static final Verdict INTERRUPTED = new Verdict(TurnOutcome.INTERRUPTED, Optional.empty());

  /** The end of a turn of which nothing else can be told. */
  private static final TurnEnd UNTOLD =
      new TurnEnd(
          TurnOutcome.ERROR, Optional.of(Refusal.INTERNAL_ERROR), new Usage(0, 0), Spending.NONE);

  private final AgentContext context;
  private final String message;
  private final CallableTools tools;
  private final TurnLog log;
  private final ToolLedger ledger;
  private final Owner owner;
  private final Instant startedAt;
  private final AtomicBoolean ending = new AtomicBoolean();

  /** The engine's run, as soon as it has begun; what has failed to begin has none. */
  private final CompletableFuture<Optional<EngineRun>> run = new CompletableFuture<>();

  private Future<?> timer;

  AgentTurn(AgentContext context, String message, CallableTools tools, TurnLog log, Owner owner) {
    this.context = context;
    this.message = message;
    this.tools = tools;
    this.log = log;
    this.owner = owner;
    this.ledger = new ToolLedger(log, context.timeouts().tool(), context.node());
    this.startedAt = context.now();
  }

  TurnLog log() {
    return log;
  }

  ToolLedger ledger() {
    return ledger;
  }

  /** Lets the engine begin elsewhere. */
  void start() {
    timer =
        context
            .node()
            .scheduler()
            .schedule(
                () -> stop(failure("turn timed out")),
                context.timeouts().turn().toMillis(),
                TimeUnit.MILLISECONDS);
    if (!goesOn(log.hold((long) Character.BYTES * message.length()))) {
      run.complete(Optional.empty());
      return;
    }
    try {
      context.histories().execute(this::begin);
    } catch (RejectedExecutionException e) { // the server ends
      failBeforeRun();
    }
  }

  private void failBeforeRun() {
    run.complete(Optional.empty());
    fail(Refusal.INTERNAL_ERROR);
  }

  /** Ends the turn with what it has said so far. */
  void interrupt() {
    stop(INTERRUPTED);
  }

  /** Lets go of the engine, because the server has ended: nobody hears what it says. */
  void abandon() {
    ending.set(true);
    cancel();
  }

  @Override
  public boolean text(CharSequence chunk) {
    return !ending.get() && goesOn(log.text(chunk));
  }

  @Override
  public boolean think(CharSequence chunk) {
    return !ending.get() && goesOn(log.think(chunk));
  }

  @Override
  public void done() {
    end(new Verdict(TurnOutcome.SUCCESS, Optional.empty()));
  }

  @Override
  public void fail(String error) {
    end(failure(error));
  }

  private boolean goesOn(AppendResult result) {
    if (result == AppendResult.TOO_LONG) {
      fail(TOO_LONG);
    }
    return result == AppendResult.APPENDED;
  }

  private void begin(LongHistories.Share share) {
    if (ending.get()) {
      run.complete(Optional.empty());
      return;
    }
    try {
      TurnTools box = new TurnTools(tools, ledger, log, context.ids(), context.node());
      Engine.Run begun = context.engine().begin(share.of(owner.prompt()), box, this);
      run.complete(Optional.of(new EngineRun(begun, context.node(), WHERE)));
    } catch (StoreException | RuntimeException | Error e) {
      Defects.report(context.node(), WHERE, e);
      failBeforeRun();
    }
    if (ending.get()) {
      cancel();
    }
  }

  /** Ends it as the engine says, whose run is known then. */
  @SuppressWarnings("FutureReturnValueIgnored") // nothing fails
  private void end(Verdict verdict) {
    if (ending.compareAndSet(false, true)) {
      run.thenRun(() -> finishElsewhere(verdict));
    }
  }

  /** Ends it against the engine, which may not even have begun. */
  private void stop(Verdict verdict) {
    if (ending.compareAndSet(false, true)) {
      finishElsewhere(verdict);
    }
  }

  private void finishElsewhere(Verdict verdict) {
    try {
      context.ends().execute(log.length(), () -> finish(verdict));
    } catch (RejectedExecutionException | OutOfMemoryError e) { // nobody else ends it
      finish(verdict);
    }
  }

  private void finish(Verdict verdict) {
    TurnEnd end = UNTOLD;
    try {
      end = settle(verdict);
    } catch (RuntimeException | Error e) { // for want of memory: who waits hears of that
      Defects.report(context.node(), WHERE, e);
    }
    owner.ended(this, end);
  }

  private TurnEnd settle(Verdict verdict) {
    timer.cancel(false);
    ledger.close();
    log.seal();
    Usage usage = usage();
    if (verdict.outcome() != TurnOutcome.SUCCESS) {
      cancel();
    }
    Duration duration = Duration.between(startedAt, context.now());
    return new TurnEnd(
        verdict.outcome(), verdict.error(), usage, context.spending(usage, duration));
  }

  /** Stops what has begun. */
  private void cancel() {
    run.getNow(Optional.empty()).ifPresent(EngineRun::cancel);
  }

  /** What the run tells, or what it has read when it tells nothing. */
  private Usage usage() {
    return run.getNow(Optional.empty())
        .flatMap(EngineRun::usage)
        .orElseGet(() -> Usage.ofBytes(message.getBytes(StandardCharsets.UTF_8).length, 0));
  }

  private static Verdict failure(String error) {
    return new Verdict(TurnOutcome.ERROR, Optional.of(error));
  }
}
