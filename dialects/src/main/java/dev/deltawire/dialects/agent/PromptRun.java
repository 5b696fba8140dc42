package dev.deltawire.dialects.agent;

import dev.deltawire.codec.JsonText;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.dialects.internal.Defects;
import dev.deltawire.dialects.internal.Taken;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.TurnOutcome;
import dev.deltawire.server.AppendResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** A turn without a session. */
final class PromptRun implements AgentTurn.Owner {

  private static final String NO_JSON = "output is not valid JSON";

  private final AgentContext context;
  private final AgentPrincipal principal;
  private final AgentClientFrame.Prompt request;
  private final Plan plan;
  private final Account account;
  private final UUID id;
  private final Executor ending;
  private final AgentTurn turn;

  private PromptRun(
      AgentContext context,
      AgentPrincipal principal,
      AgentClientFrame.Prompt request,
      Plan plan,
      Account account,
      UUID id,
      TurnOutput output,
      Executor ending) {
    this.context = context;
    this.principal = principal;
    this.request = request;
    this.plan = plan;
    this.account = account;
    this.id = id;
    this.ending = ending;
    TurnLog log = new TurnLog(output, context.streams().maxBytes());
    this.turn = new AgentTurn(context, request.message(), plan.tools(), log, this);
  }

  /** What opens the output of a prompt that is let in. */
  @FunctionalInterface
  interface Opener {
    TurnOutput open(UUID id);
  }

  /**
   * A prompt that has taken its place and is ready to {@link #start}.
   *
   * @param ending runs, at once, what tells the result
   */
  static PromptRun admit(
      AgentContext context,
      AgentPrincipal principal,
      AgentClientFrame.Prompt request,
      Plan plan,
      Opener output,
      Executor ending)
      throws Refusal, StoreException {
    UUID id = context.ids().get();
    AgentIdentity identity = principal.identity();
    context.gate().enter(identity, id);
    try (Taken place = Taken.of(() -> context.gate().leave(identity, id))) {
      Account account = context.gate().admitTurn(principal);
      TurnOutput open = output.open(id);
      place.keep();
      return new PromptRun(context, principal, request, plan, account, id, open, ending);
    }
  }

  void start() {
    turn.start();
  }

  void interrupt() {
    turn.interrupt();
  }

  ToolLedger ledger() {
    return turn.ledger();
  }

  @Override
  public Prompt prompt() {
    return new Prompt(List.of(), request.message(), plan.directions(request.outputSchema()));
  }

  @Override
  public void ended(AgentTurn ended, TurnEnd end) {
    Result told = charged(ended.log(), end);
    context.gate().leave(principal.identity(), id);
    ending.execute(() -> ended.log().end(told));
  }

  /** counted before it is told. */
  private Result charged(TurnLog log, TurnEnd end) {
    Result result = result("", log, end);
    try {
      String text = request.outputSchema() == null ? log.resultText() : log.text();
      result = result(text, log, end);
      context.store().spend(account, end.spending());
      return result;
    } catch (StoreException | RuntimeException | Error e) {
      Defects.report(context.node(), "agent prompt", e);
      return failed(result, Refusal.INTERNAL_ERROR);
    }
  }

  /** */
  private Result result(String text, TurnLog log, TurnEnd end) {
    boolean structured = request.outputSchema() != null && end.outcome() == TurnOutcome.SUCCESS;
    Optional<RawJson> output =
        structured ? JsonText.parse(text).map(JsonText::compact) : Optional.empty();
    Result result =
        new Result(
            end.outcome(),
            text,
            end.spending().usd(),
            end.spending().seconds(),
            id,
            end.usage().inputTokens(),
            end.usage().outputTokens(),
            end.error().orElse(null),
            output.orElse(null),
            1);
    if (structured && output.isEmpty()) {
      return failed(result, NO_JSON);
    }
    boolean kept = output.isEmpty() || log.hold(output.get().size()) != AppendResult.TOO_LONG;
    return kept ? result : failed(result, AgentTurn.TOO_LONG);
  }

  private static Result failed(Result result, String error) {
    return new Result(
        TurnOutcome.ERROR,
        result.text(),
        result.totalCostUsd(),
        result.durationSecs(),
        result.sessionId(),
        result.inputTokens(),
        result.outputTokens(),
        error,
        null,
        result.turnCount());
  }
}
