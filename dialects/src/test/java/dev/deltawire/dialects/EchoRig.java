package dev.deltawire.dialects;

import dev.deltawire.model.RawJson;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The built-in engine in virtual time, the server's tools, and what it has replied. */
final class EchoRig {

  /** The built-in tools, called at once on the caller's thread. */
  static final ToolBox BUILTIN = new DirectTools();

  final VirtualTime time = VirtualTime.create();
  final RecordedReply reply = new RecordedReply();

  /** Plays a text as far as it goes without time. */
  Engine.Run play(String text) {
    Engine.Run run = begin(text);
    time.runDue();
    return run;
  }

  Engine.Run begin(String text) {
    return begin(text, BUILTIN, reply);
  }

  Engine.Run begin(String text, ToolBox tools, Reply to) {
    return EchoEngine.create(time).begin(Prompt.of(text), tools, to);
  }

  private static final class DirectTools implements ToolBox {

    private final ServerTools tools = ServerTools.builtin();

    @Override
    public List<ToolSpec> tools() {
      return tools.specs();
    }

    @Override
    public CompletionStage<ToolResult> call(String name, RawJson input) {
      return CompletableFuture.completedFuture(
          tools
              .find(name)
              .map(tool -> tool.call(input))
              .orElseGet(() -> ServerTools.unknown(name)));
    }
  }
}
