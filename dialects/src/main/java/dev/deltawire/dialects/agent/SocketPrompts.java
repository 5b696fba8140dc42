package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentInbound;
import dev.deltawire.dialects.StoreException;
import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.AgentServerFrame;
import dev.deltawire.server.TextStream;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The prompts of one socket, one at a time. Thread: the executor's. */
final class SocketPrompts {

  private final AgentContext context;
  private final AgentPeer peer;
  private final Runnable whenEnded;
  private volatile PromptRun running;
  private Future<?> detachTimer;

  SocketPrompts(AgentContext context, AgentPeer peer, Runnable whenEnded) {
    this.context = context;
    this.peer = peer;
    this.whenEnded = whenEnded;
  }

  synchronized void begin(AgentClientFrame.Prompt prompt) throws Refusal, StoreException {
    if (running != null) {
      throw Refusal.session("turn in progress");
    }
    Plan plan = context.planner().plan(prompt.options(), peer.principal());
    running =
        PromptRun.admit(context, peer.principal(), prompt, plan, this::output, this::tellResult);
    running.start();
  }

  boolean isRunning() {
    return running != null;
  }

  synchronized boolean answer(AgentInbound.Answer answer) {
    return running != null && running.ledger().answer(answer);
  }

  synchronized void interrupt() {
    if (running != null) {
      running.interrupt();
    }
  }

  /** The socket has gone: the prompt goes on for a while, and can't be attached again. */
  synchronized void detach() {
    if (running != null) {
      detachTimer =
          context
              .node()
              .scheduler()
              .schedule(
                  () -> context.node().executor().execute(this::interrupt),
                  context.timeouts().detach().toMillis(),
                  TimeUnit.MILLISECONDS);
    }
  }

  private TurnOutput output(UUID id) {
    TextStream<AgentServerFrame> stream =
        context.node().streams().open("agent/prompt/" + id, context.streams());
    return TurnOutput.ToStream.joined(stream, peer.connection());
  }

  private synchronized void tellResult(Runnable telling) {
    running = null; // so that the next one, which waits for this lock, is not refused
    telling.run();
    if (detachTimer != null) {
      detachTimer.cancel(false);
    }
    whenEnded.run();
  }
}
