package dev.deltawire.dialects.agent;

import dev.deltawire.model.agent.AgentClientFrame;
import dev.deltawire.model.agent.ContentBlock;
import java.util.Optional;
import java.util.stream.Collectors;

/** What clients answer, as engines see it. */
final class ToolAnswers {

  private ToolAnswers() {}

  /** Answers a call of a ledger; false when there is no open one of that id. */
  static boolean give(ToolLedger ledger, AgentClientFrame.ToolResult result) {
    String text =
        result.content().stream()
            .filter(ContentBlock.Text.class::isInstance)
            .map(block -> ((ContentBlock.Text) block).text())
            .collect(Collectors.joining());
    return ledger.answer(
        result.callId(),
        new dev.deltawire.dialects.ToolResult(text, result.failed(), Optional.of(result.json())));
  }
}
