package dev.deltawire.dialects.agent;

import dev.deltawire.codec.JsonText;
import dev.deltawire.codec.QuotedInput;
import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.server.AppendResult;
import dev.deltawire.server.spi.Node;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The tools of one turn: the server's run here, the client's are asked for. */
record TurnTools(
    CallableTools callable, ToolLedger ledger, TurnLog log, Supplier<UUID> ids, Node node)
    implements ToolBox {

  @Override
  public List<ToolSpec> tools() {
    return callable.specs();
  }

  @Override
  public CompletionStage<ToolResult> call(String name, RawJson input) {
    if (!callable.exists(name)) {
      return CompletableFuture.completedFuture(ServerTools.unknown(name));
    }
    if (!callable.isAllowed(name)) {
      return CompletableFuture.completedFuture(
          ToolResult.failure("tool not allowed: " + QuotedInput.of(name)));
    }
    RawJson compact = JsonText.compact(input);
    if (log.hold(compact.size()) == AppendResult.TOO_LONG) {
      return CompletableFuture.completedFuture(ToolResult.failure(AgentTurn.TOO_LONG));
    }
    String id = "call_" + ids.get().toString().replace("-", "");
    if (callable.isClientTool(name)) {
      return ledger.open(id, name, compact);
    }
    log.serverToolUsed(new ToolUse(id, name, compact));
    ServerTool tool = callable.serverTool(name).orElseThrow();
    return CompletableFuture.supplyAsync(
        () -> ServerTools.call(tool, input, node.errorHandler()), node.executor());
  }
}
