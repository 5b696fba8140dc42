package dev.deltawire.dialects.chat;

import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.model.RawJson;
import dev.deltawire.server.spi.Node;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server's tools, whose work nobody sees in this dialect. */
record AgentTools(ServerTools all, Node node) implements ToolBox {

  @Override
  public List<ToolSpec> tools() {
    return all.specs();
  }

  @Override
  public CompletionStage<ToolResult> call(String name, RawJson input) {
    Optional<ServerTool> tool = all.find(name);
    if (tool.isEmpty()) {
      return CompletableFuture.completedFuture(ServerTools.unknown(name));
    }
    return CompletableFuture.supplyAsync(
        () -> ServerTools.call(tool.get(), input, node.errorHandler()), node.executor());
  }
}
