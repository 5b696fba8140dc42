package dev.deltawire.dialects.home;

import dev.deltawire.dialects.ServerTool;
import dev.deltawire.dialects.ServerTools;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.ToolResult;
import dev.deltawire.dialects.ToolSpec;
import dev.deltawire.model.RawJson;
import dev.deltawire.model.home.HomeServerFrame;
import dev.deltawire.model.home.HomeServerFrame.ChatToolCall;
import dev.deltawire.model.home.ToolStatus;
import dev.deltawire.server.TextStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The server's tools, whose work the receivers of one reply can watch (H-15). */
record ReplyTools(ChatContext context, UUID conversationId, TextStream<HomeServerFrame> stream)
    implements ToolBox {

  @Override
  public List<ToolSpec> tools() {
    return context.tools().specs();
  }

  @Override
  public CompletionStage<ToolResult> call(String name, RawJson input) {
    return context
        .tools()
        .find(name)
        .map(tool -> call(tool, input))
        .orElseGet(() -> CompletableFuture.completedFuture(ServerTools.unknown(name)));
  }

  private CompletableFuture<ToolResult> call(ServerTool tool, RawJson input) {
    String name = tool.spec().name();
    show(name, ToolStatus.EXECUTING);
    return CompletableFuture.supplyAsync(
        () -> {
          ToolResult result = ServerTools.call(tool, input, context.node().errorHandler());
          show(name, result.failed() ? ToolStatus.FAILED : ToolStatus.COMPLETED);
          return result;
        },
        context.node().executor());
  }

  private void show(String name, ToolStatus status) {
    stream.emit(new ChatToolCall(conversationId, name, status));
  }
}
