package dev.deltawire.dialects.agent;

import dev.deltawire.dialects.Engine;
import dev.deltawire.dialects.Prompt;
import dev.deltawire.dialects.Reply;
import dev.deltawire.dialects.ToolBox;
import dev.deltawire.dialects.Usage;
import java.util.ArrayList;
import java.util.List;

/** An engine whose replies the test writes. */
class EngineStub implements Engine {

  final List<Prompt> prompts = new ArrayList<>();
  final List<ToolBox> tools = new ArrayList<>();
  final List<Reply> replies = new ArrayList<>();
  int cancelled;

  @Override
  public Run begin(Prompt prompt, ToolBox toolBox, Reply reply) {
    prompts.add(prompt);
    tools.add(toolBox);
    replies.add(reply);
    return new Run() {
      @Override
      public void cancel() {
        cancelled++;
      }

      @Override
      public Usage usage() {
        return new Usage(100, 10);
      }
    };
  }

  Reply reply() {
    return replies.get(replies.size() - 1);
  }
}
