package dev.deltawire.dialects.agent;

import dev.deltawire.model.agent.AgentServerFrame.Result;
import dev.deltawire.model.agent.AgentServerFrame.Thinking;
import dev.deltawire.model.agent.AgentServerFrame.ToolCall;
import dev.deltawire.model.agent.AgentServerFrame.ToolUse;
import dev.deltawire.server.AppendResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one turn says, in order: its output, and what of it is still to be stored.
 *
 * <p>Thread: any; no method blocks.
 */
final class TurnLog {

  /** An entry that is no text, and where it stands. */
  private record Mark(long offset, TurnEntry entry) {}

  private final TurnOutput output;
  private final WholeText thinking;
  private List<Mark> marks = new ArrayList<>();

  /** UTF-8 bytes of text that have been taken for the store. */
  private long taken;

  TurnLog(TurnOutput output, long maxBytes) {
    this.output = output;
    this.thinking = new WholeText(maxBytes);
  }

  synchronized AppendResult text(CharSequence chunk) {
    releaseThinking();
    return output.append(chunk);
  }

  synchronized AppendResult think(CharSequence chunk) {
    String whole = thinking.add(chunk);
    if (whole == null) {
      return AppendResult.TOO_LONG;
    }
    return whole.isEmpty() ? AppendResult.APPENDED : emitThinking(whole);
  }

  /** Tells of a tool that the server runs. */
  synchronized void serverToolUsed(ToolUse use) {
    releaseThinking();
    output.emit(use);
    mark(new TurnEntry.ToolUse(use.id(), use.name(), use.input()));
  }

  /** Tells of a tool that the client is to run, and asks it to: nothing comes between. */
  synchronized void clientToolUsed(ToolUse use) {
    serverToolUsed(use);
    output.emit(new ToolCall(use.id(), use.name(), use.input()));
  }

  /** Ends the text, so that it can be stored. */
  synchronized void seal() {
    releaseThinking();
    output.seal();
  }

  /** All text so far. */
  String text() {
    return output.text(0);
  }

  /** Ends the turn for its receivers. */
  void end(Result result) {
    output.end(result);
  }

  /** What has come since the last call. */
  synchronized List<TurnEntry> takeNew() {
    byte[] text = output.text(taken).getBytes(StandardCharsets.UTF_8);
    List<TurnEntry> entries = new ArrayList<>();
    int from = 0;
    for (Mark mark : marks) {
      int to = (int) (mark.offset() - taken);
      addText(entries, text, from, to);
      entries.add(mark.entry());
      from = to;
    }
    addText(entries, text, from, text.length);
    marks = new ArrayList<>();
    taken += text.length;
    return entries;
  }

  private static void addText(List<TurnEntry> entries, byte[] text, int from, int to) {
    if (from < to) {
      entries.add(new TurnEntry.Text(new String(text, from, to - from, StandardCharsets.UTF_8)));
    }
  }

  private void releaseThinking() {
    String rest = thinking.release();
    if (!rest.isEmpty()) {
      emitThinking(rest);
    }
  }

  private AppendResult emitThinking(String whole) {
    output.emit(new Thinking(whole));
    mark(new TurnEntry.Thinking(whole));
    return AppendResult.APPENDED;
  }

  /** Where the entry stands is known now: what was held back of the text has been let go. */
  private void mark(TurnEntry entry) {
    marks.add(new Mark(output.length(), entry));
  }
}
