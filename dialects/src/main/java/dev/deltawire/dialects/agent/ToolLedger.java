package dev.deltawire.dialects.agent;

import dev.deltawire.codec.AgentInbound;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.server.spi.Node;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The tool calls of one turn that its client has not answered yet.
 *
 * <p>They belong to the turn, not to a socket: whoever attaches its session is asked again, and
 * each is answered once. Thread: any; no method blocks.
 */
final class ToolLedger {

  private record Open(ToolCall call, CompletableFuture<ToolResult> answer, Future<?> timer) {}

  private final Map<String, Open> calls = new LinkedHashMap<>();
  private final TurnLog log;
  private final Duration timeout;
  private final Node node;
  private boolean closed;

  ToolLedger(TurnLog log, Duration timeout, Node node) {
    this.log = log;
    this.timeout = timeout;
    this.node = node;
  }

  /** Asks the client for an answer; one that comes too late is not waited for. */
  CompletionStage<ToolResult> open(String id, String name, RawJson input) {
    CompletableFuture<ToolResult> answer = new CompletableFuture<>();
    synchronized (this) {
      if (!closed) {
        calls.put(id, new Open(new ToolCall(id, name, input), answer, timer(id)));
        log.clientToolUsed(new ToolUse(id, name, input));
      }
    }
    return answer;
  }

  /** Answers a call as its client does; false when that is not open. */
  boolean answer(AgentInbound.Answer answer) {
    String id = openId(answer);
    return id != null && answer(id, result(answer));
  }

  private boolean answer(String id, ToolResult result) {
    Open open;
    synchronized (this) {
      open = calls.remove(id);
    }
    if (open == null) {
      return false;
    }
    open.timer().cancel(false);
    open.answer().complete(result);
    return true;
  }

  private static ToolResult result(AgentInbound.Answer answer) {
    return new ToolResult(answer.text(), answer.failed(), Optional.of(answer.json()));
  }

  /** The open call that it is to, or null. */
  private synchronized String openId(AgentInbound.Answer answer) {
    for (String id : calls.keySet()) {
      if (answer.isTo(id)) {
        return id;
      }
    }
    return null;
  }

  /** Whether the turn waits for its client. */
  synchronized boolean waits() {
    return !calls.isEmpty();
  }

  synchronized boolean isOpen(String id) {
    return calls.containsKey(id);
  }

  /** Does something while no call is opened; it is told those that are open, in order. */
  synchronized void withOpenCalls(Consumer<List<ToolCall>> action) {
    action.accept(calls.values().stream().map(Open::call).toList());
  }

  /** Voids the open calls, and opens no more. */
  synchronized void close() {
    closed = true;
    calls.values().forEach(open -> open.timer().cancel(false));
    calls.clear();
  }

  private Future<?> timer(String id) {
    Runnable expire = () -> answer(id, ToolResult.failure("tool timed out"));
    return node.scheduler()
        .schedule(() -> node.executor().execute(expire), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}
